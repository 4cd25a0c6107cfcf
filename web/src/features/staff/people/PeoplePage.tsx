import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ListX, UserPlus, Users } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import { useFormats } from '~/lib/useFormats';
import { type Listed, useList } from '~/lib/useList';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { ExportList } from '../exports/ExportList';
import { Personnel } from '../personnel/Personnel';
import {
  CONTRACTS,
  filtersQuery,
  type PeopleFilters,
  peopleQuery,
  type Row,
  SORTS,
  STATUSES,
} from './api';
import { FileForm } from './FileForm';
import { Filters } from './Filters';
import { StatusBadge } from './StatusBadge';

const NO_FILTER: PeopleFilters = {
  search: undefined,
  place: undefined,
  post: undefined,
  contract: undefined,
  status: undefined,
};

const LIST = {
  sorts: SORTS,
  first: { by: 'name', descending: false } as const,
  read: (search: Record<string, unknown>): PeopleFilters => ({
    search: text(search.search),
    place: naturalNumber(search.place),
    post: text(search.post),
    contract: oneOf(CONTRACTS, search.contract),
    status: oneOf(STATUSES, search.status),
  }),
};

type Key = (typeof SORTS)[number];

export function PeoplePage() {
  return (
    <Personnel>
      <People />
    </Personnel>
  );
}

function People() {
  const t = useTranslations('personnel.people');
  const list = useList<Key, PeopleFilters>(LIST);
  const language = useLocale();
  const query = useQuery(peopleQuery(list.asked, list.filters, language));
  const { data: choices } = useQuery(filtersQuery(language));
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const manages = may(useMe(), 'staff.people.manage');
  const open = (id: number) =>
    void navigate({ to: '/staff/people/$id', params: { id: String(id) } as never });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={query.data ? t('count', { count: query.data.total }) : t('description')}
        actions={
          <>
            <ExportList of="people" filters={list.filters} />
            {manages && (
              <Button kind="primary" icon={UserPlus} onPress={() => setAdding(true)}>
                {t('add')}
              </Button>
            )}
          </>
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <Filters filters={list.filters} onFilter={list.narrow} choices={choices} />
        <QueryView query={query}>
          {({ people, next }) =>
            people.length === 0 ? (
              <Nobody list={list} />
            ) : (
              <>
                <Table
                  rows={people}
                  list={list}
                  faded={query.isPlaceholderData}
                  onOpen={({ id }) => open(id)}
                />
                <Pager at={list.after} next={next} onGo={list.onGo} />
              </>
            )
          }
        </QueryView>
      </div>
      {adding && <FileForm onClose={() => setAdding(false)} onSaved={({ id }) => open(id)} />}
    </>
  );
}

function Nobody({ list }: { list: Listed<Key, PeopleFilters> }) {
  const t = useTranslations('personnel.people.empty');
  const narrowed = Object.values(list.filters).some((value) => value !== undefined);
  if (!narrowed) return <EmptyState icon={Users} title={t('title')} text={t('text')} />;
  return (
    <EmptyState icon={ListX} title={t('filtered')} text={t('filteredText')}>
      <Button onPress={() => list.narrow(NO_FILTER)}>{t('clear')}</Button>
    </EmptyState>
  );
}

interface TableProps {
  rows: readonly Row[];
  list: Listed<Key, PeopleFilters>;
  faded: boolean;
  onOpen: (row: Row) => void;
}

function Table({ rows, list, faded, onOpen }: TableProps) {
  const t = useTranslations('personnel.people');
  const columns = useColumns(rows.some((row) => row.private));
  return (
    <DataTable<Row, string>
      label={t('title')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => String(id)}
      onOpen={onOpen}
      sort={list.sort}
      onSort={list.onSort}
      faded={faded}
    />
  );
}

function useColumns(hasPrivate: boolean): Column<Row>[] {
  const t = useTranslations('personnel.people.table');
  const tState = useTranslations('personnel.people');
  const { shortDay } = useFormats();
  return [
    {
      key: 'name',
      title: t('name'),
      width: 'lg:w-56',
      sortable: true,
      cell: ({ given_name, family_name, email }) => (
        <>
          <span className="block truncate">{`${family_name} ${given_name}`}</span>
          {email && <span className="block truncate text-xs font-normal text-mute">{email}</span>}
        </>
      ),
    },
    {
      key: 'number',
      title: t('number'),
      width: 'lg:w-24',
      sortable: true,
      cell: ({ number }) => <span className="num text-mute">{number}</span>,
    },
    {
      key: 'post',
      title: t('post'),
      sortable: true,
      cell: ({ post }) => <span className="block truncate">{post}</span>,
    },
    {
      key: 'place',
      title: t('place'),
      cell: ({ place }) => <span className="block truncate">{place.name}</span>,
    },
    ...(hasPrivate
      ? [
          {
            key: 'contract',
            title: t('contract'),
            width: 'lg:w-24',
            cell: (row: Row) => <span className="text-mute">{row.private?.contract.title}</span>,
          },
        ]
      : []),
    {
      key: 'hired_on',
      title: t('hired'),
      width: 'lg:w-32',
      numeric: true,
      sortable: true,
      cell: ({ hired_on }) => <span className="text-mute">{shortDay(hired_on)}</span>,
    },
    {
      key: 'status',
      title: tState('state'),
      width: 'lg:w-28',
      stacked: 'aside',
      cell: ({ status }) => <StatusBadge status={status} />,
    },
  ];
}
