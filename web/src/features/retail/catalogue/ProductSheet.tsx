import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { Facts } from '~/ui/Facts';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { filtersQuery } from '../api';
import { type ProductInFull, productQuery } from './api';
import { PriceForm } from './PriceForm';
import { ProductForm } from './ProductForm';
import { centsOf, marginRate } from './prices';

interface Props {
  id: number;
  onClose: () => void;
}

export function ProductSheet({ id, onClose }: Props) {
  const t = useTranslations('retail.catalogue');
  const query = useQuery(productQuery(id));
  const filters = useQuery(filtersQuery(useLocale()));
  const manages = may(useMe(), 'retail.catalogue.manage');
  const { data } = query;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={data?.name ?? t('product.edit')}
      subtitle={data && <span className="font-mono text-xs">{data.sku}</span>}
      aside={data?.withdrawn_at && <Badge>{t('withdrawn')}</Badge>}
    >
      <QueryView query={query}>
        {(product) => (
          <>
            {manages && filters.data ? (
              <ProductForm product={product} categories={filters.data.categories} />
            ) : (
              <ProductFacts product={product} />
            )}
            <Section title={t('product.prices')}>
              <Prices product={product} />
            </Section>
            {manages && (
              <Section title={t('product.newPrice')}>
                <PriceForm key={product.version} product={product} />
              </Section>
            )}
          </>
        )}
      </QueryView>
    </Sheet>
  );
}

function ProductFacts({ product }: { product: ProductInFull }) {
  const t = useTranslations('retail.catalogue');
  const { percent } = useAmounts();
  return (
    <Facts
      facts={[
        [t('category'), product.category.name],
        [t('vat'), percent(product.vat_percent)],
      ]}
    />
  );
}

/** The latest first; the one that is valid today is marked. */
function Prices({ product: { prices, price } }: { product: ProductInFull }) {
  const t = useTranslations('retail.catalogue');
  const { euros, percent } = useAmounts();
  const { shortDay } = useFormats();
  if (prices.length === 0) return <p className="text-mute">—</p>;
  return (
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
        </tr>
      </thead>
      <tbody>
        {prices.map((each) => {
          const rate = marginRate(each);
          return (
            <tr key={each.valid_from} className="border-t border-line">
              <th scope="row" className="h-9 text-left font-normal whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  {shortDay(each.valid_from)}
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
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
