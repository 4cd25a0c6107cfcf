import { useQuery } from '@tanstack/react-query';
import { Package, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { useAmounts } from '~/lib/useAmounts';
import { naturalNumber, text } from '~/lib/useFilters';
import { useList } from '~/lib/useList';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { Select } from '~/ui/Select';
import { PRODUCT_SORTS, type Product, productsQuery } from './api';
import { NewProduct } from './NewProduct';
import { useCategoryName } from './names';
import { ProductSheet } from './ProductSheet';
import { centsOf, marginRate } from './prices';
import { useCategoryItems } from './useCategoryItems';

interface ProductFilters {
  q: string | undefined;
  category: number | undefined;
  /** The one whose details are open. */
  product: number | undefined;
}

const LIST = {
  sorts: PRODUCT_SORTS,
  first: { by: 'name', descending: false } as const,
  read: (search: Record<string, unknown>): ProductFilters => ({
    q: text(search.q),
    category: naturalNumber(search.category),
    product: naturalNumber(search.product),
  }),
};

type Key = 'name' | 'sku' | 'category' | 'purchase' | 'sale' | 'margin';

export function Products() {
  const t = useTranslations('retail.catalogue');
  const list = useList<(typeof PRODUCT_SORTS)[number], ProductFilters>(LIST);
  const { q, category, product } = list.filters;
  const categories = useCategoryItems();
  const manages = may(useMe(), 'retail.catalogue.manage');
  const [adding, setAdding] = useState(false);
  const query = useQuery(productsQuery(list.asked, { q, category }));
  const columns = useColumns();
  const narrowed = q !== undefined || category !== undefined;
  return (
    <>
      <div className="card min-w-0 overflow-hidden">
        <FilterBar>
          <SearchField
            label={t('search')}
            placeholder={t('searchProducts')}
            value={q ?? ''}
            onSearch={(typed) => list.narrow({ q: typed || undefined })}
          />
          {categories.length > 0 && (
            <Select
              label={t('category')}
              value={category === undefined ? '' : String(category)}
              onChange={(chosen) => list.narrow({ category: Number(chosen) || undefined })}
              items={[{ value: '', label: t('anyCategory') }, ...categories]}
            />
          )}
          {manages && (
            <div className="sm:ml-auto">
              <Button kind="primary" icon={Plus} onPress={() => setAdding(true)}>
                {t('addProduct')}
              </Button>
            </div>
          )}
        </FilterBar>
        <QueryView query={query}>
          {({ products, next }) =>
            products.length === 0 ? (
              <EmptyState
                icon={Package}
                title={t(narrowed ? 'noMatch.title' : 'none.title')}
                text={t(narrowed ? 'noMatch.text' : 'none.text')}
              />
            ) : (
              <>
                <DataTable<Product, Key>
                  label={t('list.products')}
                  columns={columns}
                  rows={products}
                  rowKey={({ id }) => String(id)}
                  onOpen={({ id }) => list.open({ product: id })}
                  sort={list.sort}
                  onSort={({ by, descending }) => {
                    const key = LIST.sorts.find((each) => each === by);
                    if (key) list.onSort({ by: key, descending });
                  }}
                  faded={query.isPlaceholderData}
                />
                <Pager at={list.after} next={next} onGo={list.onGo} />
              </>
            )
          }
        </QueryView>
      </div>
      {adding && (
        <NewProduct
          onClose={() => setAdding(false)}
          onDone={({ id }) => {
            setAdding(false);
            list.open({ product: id });
          }}
        />
      )}
      {product !== undefined && (
        <ProductSheet
          key={product}
          id={product}
          onClose={() => list.open({ product: undefined })}
        />
      )}
    </>
  );
}

function useColumns(): Column<Product, Key>[] {
  const t = useTranslations('retail.catalogue');
  const { euros, percent } = useAmounts();
  const nameOf = useCategoryName();
  return [
    {
      key: 'name',
      title: t('name'),
      sortable: true,
      cell: ({ name, withdrawn_at: withdrawn }) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{name}</span>
          {withdrawn && <Badge>{t('withdrawn')}</Badge>}
        </span>
      ),
    },
    {
      key: 'sku',
      title: t('sku'),
      width: 'lg:w-36',
      sortable: true,
      stacked: 'aside',
      cell: ({ sku }) => <span className="font-mono text-xs">{sku}</span>,
    },
    {
      key: 'category',
      title: t('category'),
      width: 'lg:w-52',
      cell: ({ category }) => <span className="truncate text-mute">{nameOf(category)}</span>,
    },
    {
      key: 'purchase',
      title: t('purchase'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ price }) => (price ? euros(centsOf(price.purchase_e4)) : '—'),
    },
    {
      key: 'sale',
      title: t('sale'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ price }) => (price ? euros(centsOf(price.sale_e4)) : '—'),
    },
    {
      key: 'margin',
      title: t('marginRate'),
      width: 'lg:w-24',
      numeric: true,
      cell: ({ price }) => {
        const rate = price && marginRate(price);
        return typeof rate === 'number' ? percent(rate) : '—';
      },
    },
  ];
}
