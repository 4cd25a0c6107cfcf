import { useQuery } from '@tanstack/react-query';
import { FolderTree, Plus } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { naturalNumber, text } from '~/lib/useFilters';
import { useList } from '~/lib/useList';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { CATEGORY_SORTS, type Category, categoriesQuery, readCategory } from './api';
import { CategoryForm } from './CategoryForm';
import { useCategoryName } from './names';

interface CategoryFilters {
  q: string | undefined;
  /** The one that is being edited; not `category`, which narrows the products. */
  edit: number | undefined;
}

const LIST = {
  sorts: CATEGORY_SORTS,
  first: { by: 'tree', descending: false } as const,
  read: (search: Record<string, unknown>): CategoryFilters => ({
    q: text(search.q),
    edit: naturalNumber(search.edit),
  }),
};

/** The tree of categories; sorted by code, or searched, it is a list. */
export function Categories() {
  const t = useTranslations('retail.catalogue');
  const list = useList<(typeof CATEGORY_SORTS)[number], CategoryFilters>(LIST);
  const { q, edit } = list.filters;
  const [adding, setAdding] = useState(false);
  const query = useQuery(categoriesQuery(list.asked, { q }, useLocale()));
  const manages = may(useMe(), 'retail.catalogue.manage');
  const columns = useColumns(list.sort.by === 'tree' && q === undefined);
  return (
    <>
      <div className="card min-w-0 overflow-hidden">
        <FilterBar>
          <SearchField
            label={t('search')}
            placeholder={t('searchCategories')}
            value={q ?? ''}
            onSearch={(typed) => list.narrow({ q: typed || undefined })}
          />
          {manages && (
            <div className="sm:ml-auto">
              <Button kind="primary" icon={Plus} onPress={() => setAdding(true)}>
                {t('addCategory')}
              </Button>
            </div>
          )}
        </FilterBar>
        <QueryView query={query}>
          {({ categories, next }) =>
            categories.length === 0 ? (
              <EmptyState
                icon={FolderTree}
                title={t(q ? 'noMatch.title' : 'none.title')}
                text={t(q ? 'noMatch.text' : 'none.text')}
              />
            ) : (
              <>
                <DataTable<Category, Key>
                  label={t('list.categories')}
                  columns={columns}
                  rows={categories}
                  rowKey={({ id }) => String(id)}
                  {...(manages && { onOpen: ({ id }: Category) => list.open({ edit: id }) })}
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
      {adding && <CategoryForm onClose={() => setAdding(false)} />}
      {manages && edit !== undefined && (
        <Edited key={edit} id={edit} onClose={() => list.open({ edit: undefined })} />
      )}
    </>
  );
}

/** Read anew, so that a link to it works from any page of the list. */
function Edited({ id, onClose }: { id: number; onClose: () => void }) {
  const { data } = useQuery({
    queryKey: ['retail', 'catalogue', 'category', id],
    queryFn: ({ signal }) => readCategory(id, signal),
    gcTime: 0,
  });
  return data ? <CategoryForm category={data} onClose={onClose} /> : null;
}

type Key = 'tree' | 'name_en' | 'code' | 'products';

function useColumns(asTree: boolean): Column<Category, Key>[] {
  const t = useTranslations('retail.catalogue');
  const nameOf = useCategoryName();
  return [
    {
      key: 'tree',
      title: t('name'),
      sortable: true,
      cell: (category) => (
        <span
          className="block truncate"
          style={asTree ? { paddingInlineStart: `${category.level * 1.25}rem` } : undefined}
        >
          {nameOf(category)}
        </span>
      ),
    },
    {
      key: 'name_en',
      title: t('otherName'),
      width: 'lg:w-72',
      cell: (category) => (
        <span className="truncate text-mute">
          {nameOf(category) === category.name ? (category.name_en ?? '—') : category.name}
        </span>
      ),
    },
    {
      key: 'code',
      title: t('code'),
      width: 'lg:w-36',
      sortable: true,
      stacked: 'aside',
      cell: ({ code }) => <span className="font-mono text-xs">{code}</span>,
    },
    {
      key: 'products',
      title: t('list.products'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ products }) => products,
    },
  ];
}
