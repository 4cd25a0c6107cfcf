import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { useAmounts } from '~/lib/useAmounts';
import { Badge } from '~/ui/Badge';
import { Facts } from '~/ui/Facts';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { type ProductInFull, productQuery } from './api';
import { useCategoryName } from './names';
import { PriceForm } from './PriceForm';
import { Prices } from './Prices';
import { ProductForm } from './ProductForm';

interface Props {
  id: number;
  onClose: () => void;
}

export function ProductSheet({ id, onClose }: Props) {
  const t = useTranslations('retail.catalogue');
  const query = useQuery(productQuery(id));
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
            {manages ? <ProductForm product={product} /> : <ProductFacts product={product} />}
            <Section title={t('product.prices')}>
              <Prices product={product} removable={manages} />
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
  const nameOf = useCategoryName();
  return (
    <Facts
      facts={[
        [t('category'), nameOf(product.category)],
        [t('vat'), percent(product.vat_percent)],
      ]}
    />
  );
}
