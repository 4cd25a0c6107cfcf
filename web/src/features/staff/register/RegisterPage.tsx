import { useQuery } from '@tanstack/react-query';
import { BookUser, ListX } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import { useFormats } from '~/lib/useFormats';
import { type Listed, useList } from '~/lib/useList';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { Select } from '~/ui/Select';
import { ExportList } from '../exports/ExportList';
import { filtersQuery } from '../people/api';
import { indented } from '../people/places';
import { Personnel } from '../personnel/Personnel';
import { type Entry, type RegisterFilters, registerQuery, SORTS, STANDINGS } from './api';

const NO_FILTER: RegisterFilters = { search: undefined, place: undefined, status: undefined };
const ALL = '';

const LIST = {
  sorts: SORTS,
  first: { by: 'hired_on', descending: false } as const,
  read: (search: Record<string, unknown>): RegisterFilters => ({
    search: text(search.search),
    place: naturalNumber(search.place),
    status: oneOf(STANDINGS, search.status),
  }),
};

type List = Listed<(typeof SORTS)[number], RegisterFilters>;

export function RegisterPage() {
  return (
    <Personnel>
      <Register />
    </Personnel>
  );
}

function Register() {
  const t = useTranslations('personnel.register');
  const list: List = useList(LIST);
  const query = useQuery(registerQuery(list.asked, list.filters, useLocale()));
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={t('title')}
        description={query.data ? t('count', { count: query.data.total }) : t('description')}
        actions={<ExportList of="register" filters={list.filters} />}
      />
      <div className="card min-w-0 overflow-hidden">
        <Filters list={list} />
        <QueryView query={query}>
          {({ entries, next }) =>
            entries.length === 0 ? (
              <Nobody list={list} />
            ) : (
              <>
                <DataTable<Entry, string>
                  label={t('title')}
                  columns={columns}
                  rows={entries}
                  rowKey={({ id }) => String(id)}
                  sort={list.sort}
                  onSort={list.onSort}
                  faded={query.isPlaceholderData}
                />
                <Pager at={list.after} next={next} onGo={list.onGo} />
              </>
            )
          }
        </QueryView>
      </div>
      <p className="mt-3 text-xs text-mute">{t('law')}</p>
    </>
  );
}

function Filters({ list: { filters, narrow } }: { list: List }) {
  const t = useTranslations('personnel.people');
  const { data: choices } = useQuery(filtersQuery(useLocale()));
  return (
    <FilterBar>
      <SearchField
        label={t('search')}
        placeholder={t('searchHint')}
        value={filters.search ?? ''}
        onSearch={(search) => narrow({ search: search || undefined })}
      />
      {choices && (
        <Select
          label={t('place')}
          value={filters.place === undefined ? ALL : String(filters.place)}
          onChange={(value) => narrow({ place: Number(value) || undefined })}
          items={[{ value: ALL, label: t('anywhere') }, ...indented(choices.places)]}
        />
      )}
      <Select
        label={t('state')}
        value={filters.status ?? ALL}
        onChange={(value) => narrow({ status: oneOf(STANDINGS, value) })}
        items={[
          { value: ALL, label: t('all') },
          ...STANDINGS.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
    </FilterBar>
  );
}

function Nobody({ list }: { list: List }) {
  const t = useTranslations('personnel.register.empty');
  const tPeople = useTranslations('personnel.people.empty');
  const narrowed = Object.values(list.filters).some((value) => value !== undefined);
  if (!narrowed) return <EmptyState icon={BookUser} title={t('title')} text={t('text')} />;
  return (
    <EmptyState icon={ListX} title={tPeople('filtered')} text={tPeople('filteredText')}>
      <Button onPress={() => list.narrow(NO_FILTER)}>{tPeople('clear')}</Button>
    </EmptyState>
  );
}

function useColumns(): Column<Entry>[] {
  const t = useTranslations('personnel.register');
  const tFile = useTranslations('personnel.file');
  const { shortDay } = useFormats();
  const day = (at: string | null) => at && <span className="text-mute">{shortDay(at)}</span>;
  return [
    {
      key: 'name',
      title: t('name'),
      width: 'lg:w-52',
      cell: ({ given_name, family_name, erased }) => (
        <>
          <span className="block truncate">{`${family_name} ${given_name}`}</span>
          {erased && <Badge tone="neutral">{t('erased')}</Badge>}
        </>
      ),
    },
    {
      key: 'number',
      title: tFile('number'),
      width: 'lg:w-24',
      cell: ({ number }) => <span className="num text-mute">{number}</span>,
    },
    {
      key: 'birth_date',
      title: tFile('birth'),
      width: 'lg:w-32',
      absent: ({ birth_date }) => birth_date === null,
      cell: ({ birth_date }) => day(birth_date),
    },
    {
      key: 'post',
      title: tFile('post'),
      cell: ({ post, contract }) => (
        <span className="block min-w-0 max-lg:text-right">
          <span className="block truncate">{post}</span>
          <span className="block truncate text-xs text-mute">{contract?.title}</span>
        </span>
      ),
    },
    {
      key: 'site',
      title: tFile('place'),
      cell: ({ site }) => <span className="block truncate">{site}</span>,
    },
    {
      key: 'hired_on',
      title: tFile('hired'),
      width: 'lg:w-32',
      numeric: true,
      sortable: true,
      cell: ({ hired_on }) => day(hired_on),
    },
    {
      key: 'left_on',
      title: tFile('left'),
      width: 'lg:w-32',
      numeric: true,
      absent: ({ left_on }) => left_on === null,
      cell: ({ left_on }) => day(left_on),
    },
  ];
}
