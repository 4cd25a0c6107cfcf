import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { CATALOGUE_KEY, type ProductInFull, removePrice } from './api';
import { centsOf, marginRate } from './prices';

interface Props {
  product: ProductInFull;
  removable: boolean;
}

/** The latest first; the one that is valid today is marked. */
export function Prices({ product, removable }: Props) {
  const { prices, price } = product;
  const t = useTranslations('retail.catalogue');
  const { euros, percent } = useAmounts();
  const { shortDay } = useFormats();
  const [leaving, setLeaving] = useState<string>();
  const removal = useAction({
    run: (from: string) => removePrice(product.id, product.version, from),
    done: (_, from) => t('product.priceRemoved', { day: shortDay(from) }),
    refresh: [CATALOGUE_KEY],
    onDone: () => setLeaving(undefined),
  });
  if (prices.length === 0) return <p className="text-mute">—</p>;
  return (
    <>
      <table aria-label={t('product.prices')} className="w-full text-sm">
        <thead className="text-xs text-mute">
          <tr>
            <th scope="col" className="h-8 text-left font-medium">
              {t('product.validFrom')}
            </th>
            {(['purchase', 'sale', 'marginRate'] as const).map((name) => (
              <th key={name} scope="col" className="pl-3 text-right font-medium">
                {t(name)}
              </th>
            ))}
            {removable && <td />}
          </tr>
        </thead>
        <tbody>
          {prices.map((each) => {
            const rate = marginRate(each);
            return (
              <tr key={each.valid_from} className="border-t border-line">
                <th scope="row" className="h-9 text-left font-normal">
                  <span className="inline-flex flex-wrap items-center gap-x-2">
                    <span className="whitespace-nowrap">{shortDay(each.valid_from)}</span>
                    {each.valid_from === price?.valid_from && (
                      <Badge tone="good">{t('product.open')}</Badge>
                    )}
                  </span>
                </th>
                <td className="num pl-3 text-right">{euros(centsOf(each.purchase_e4))}</td>
                <td className="num pl-3 text-right">{euros(centsOf(each.sale_e4))}</td>
                <td className="num pl-3 text-right text-mute">
                  {rate === null ? '—' : percent(rate)}
                </td>
                {removable && (
                  <td className="w-10 text-right">
                    <Button
                      kind="quiet"
                      icon={Trash2}
                      aria-label={t('product.removePrice', { day: shortDay(each.valid_from) })}
                      onPress={() => setLeaving(each.valid_from)}
                    />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <ConfirmDialog
        title={t('product.removePrice', { day: leaving ? shortDay(leaving) : '' })}
        action={t('product.remove')}
        danger
        pending={removal.isPending}
        isOpen={leaving !== undefined}
        onConfirm={() => leaving && removal.mutate(leaving)}
        onClose={() => setLeaving(undefined)}
      >
        {t('product.removePriceText')}
      </ConfirmDialog>
    </>
  );
}
