import { useQuery } from '@tanstack/react-query';
import { Plus, Store as StoreIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { naturalNumber, text } from '~/lib/useFilters';
import { useFormats } from '~/lib/useFormats';
import { useList } from '~/lib/useList';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { STORE_SORTS, type Store, storesQuery } from './api';
import { NewStore } from './NewStore';
import { StoreSheet } from './StoreSheet';

interface StoreFilters {
  q: string | undefined;
  store: number | undefined;
}

const LIST = {
  sorts: STORE_SORTS,
  first: { by: 'name', descending: false } as const,
  read: (search: Record<string, unknown>): StoreFilters => ({
    q: text(search.q),
    store: naturalNumber(search.store),
  }),
};

type Key = 'name' | 'code' | 'region' | 'opened_on';

export function Stores() {
  const t = useTranslations('retail.catalogue');
  const list = useList<(typeof STORE_SORTS)[number], StoreFilters>(LIST);
  const { q, store } = list.filters;
  const query = useQuery(storesQuery(list.asked, { q }));
  const manages = may(useMe(), 'retail.catalogue.manage');
  const columns = useColumns();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <div className="card min-w-0 overflow-hidden">
        <FilterBar>
          <SearchField
            label={t('search')}
            placeholder={t('searchStores')}
            value={q ?? ''}
            onSearch={(typed) => list.narrow({ q: typed || undefined })}
          />
          {manages && (
            <div className="sm:ml-auto">
              <Button kind="primary" icon={Plus} onPress={() => setAdding(true)}>
                {t('addStore')}
              </Button>
            </div>
          )}
        </FilterBar>
        <QueryView query={query}>
          {({ stores, next }) =>
            stores.length === 0 ? (
              <EmptyState
                icon={StoreIcon}
                title={t(q ? 'noMatch.title' : 'none.title')}
                text={t(q ? 'noMatch.text' : 'none.text')}
              />
            ) : (
              <>
                <DataTable<Store, Key>
                  label={t('list.stores')}
                  columns={columns}
                  rows={stores}
                  rowKey={({ id }) => String(id)}
                  {...(manages && { onOpen: ({ id }: Store) => list.open({ store: id }) })}
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
        <NewStore
          onClose={() => setAdding(false)}
          onDone={({ id }) => {
            setAdding(false);
            list.open({ store: id });
          }}
        />
      )}
      {manages && store !== undefined && (
        <StoreSheet key={store} id={store} onClose={() => list.open({ store: undefined })} />
      )}
    </>
  );
}

function useColumns(): Column<Store, Key>[] {
  const t = useTranslations('retail.catalogue');
  const { shortDay } = useFormats();
  return [
    {
      key: 'name',
      title: t('name'),
      sortable: true,
      cell: ({ name, closed_on: closed }) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{name}</span>
          {closed && <Badge>{t('isClosed')}</Badge>}
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
      key: 'region',
      title: t('region'),
      width: 'lg:w-64',
      cell: ({ region }) => <span className="text-mute">{region?.name ?? '—'}</span>,
    },
    {
      key: 'opened_on',
      sortable: true,
      title: t('opened'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ opened_on: opened }) => shortDay(opened),
    },
  ];
}
