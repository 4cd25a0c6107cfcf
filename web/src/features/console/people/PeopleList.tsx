import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ListX, ShieldCheck, Users } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import type { components } from '~/api/schema';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { Select } from '~/ui/Select';
import { When } from '~/ui/When';
import { placesQuery } from '../places/api';
import { indented } from '../places/tree';
import { rightsQuery } from '../rights/api';
import type { Person } from './api';
import { type Filter, NO_FILTER, type PeopleFilters, STATUSES } from './filters';
import { PersonBadge } from './PersonBadge';
import { RoleNames } from './RoleNames';

interface Props {
  query: UseQueryResult<components['schemas']['People']>;
  filters: PeopleFilters;
  onFilter: Filter;
}

export function PeopleList({ query, filters, onFilter }: Props) {
  const t = useTranslations('consolePeople');
  const columns = useColumns();
  const narrowed = Object.keys(NO_FILTER).some((name) => filters[name as keyof PeopleFilters]);
  return (
    <div className="card min-w-0 overflow-hidden">
      <Filters filters={filters} onFilter={onFilter} />
      <QueryView query={query}>
        {({ people, next }) =>
          people.length > 0 ? (
            <>
              <DataTable
                label={t('title')}
                columns={columns}
                rows={people}
                rowKey={({ id }) => String(id)}
                onOpen={({ id }) => onFilter({ person: id })}
                faded={query.isPlaceholderData}
              />
              <Pager at={filters.before} next={next} onGo={(before) => onFilter({ before })} />
            </>
          ) : narrowed ? (
            <EmptyState icon={ListX} title={t('empty.filtered')} text={t('empty.filteredText')}>
              <Button onPress={() => onFilter(NO_FILTER)}>{t('empty.clear')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={Users} title={t('empty.title')} text={t('empty.text')} />
          )
        }
      </QueryView>
    </div>
  );
}

const ALL = '';

function Filters({ filters, onFilter }: Omit<Props, 'query'>) {
  const t = useTranslations('consolePeople.filters');
  const tStatus = useTranslations('consolePeople.status');
  const language = useLocale();
  const { data: rights } = useQuery(rightsQuery(language));
  const { data: places } = useQuery(placesQuery(language));
  const all = { value: ALL, label: t('all') };
  return (
    <FilterBar>
      <SearchField
        label={t('search')}
        placeholder={t('searchHint')}
        value={filters.search ?? ''}
        onSearch={(search) => onFilter({ search: search || undefined, before: undefined })}
      />
      <Select
        label={t('role')}
        value={filters.role ?? ALL}
        onChange={(value) =>
          onFilter({ role: (value || undefined) as PeopleFilters['role'], before: undefined })
        }
        items={[
          all,
          ...(rights?.roles ?? []).map((each) => ({ value: each.role, label: each.title })),
        ]}
      />
      <Select
        label={t('status')}
        value={filters.status ?? ALL}
        onChange={(value) =>
          onFilter({ status: (value || undefined) as PeopleFilters['status'], before: undefined })
        }
        items={[all, ...STATUSES.map((value) => ({ value, label: tStatus(value) }))]}
      />
      {places && places.places.length > 0 && (
        <Select
          label={t('place')}
          value={filters.place === undefined ? ALL : String(filters.place)}
          onChange={(value) => onFilter({ place: Number(value) || undefined, before: undefined })}
          items={[all, ...indented(places.places)]}
        />
      )}
    </FilterBar>
  );
}

function useColumns(): Column<Person>[] {
  const t = useTranslations('consolePeople.table');
  return [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, email }) => (
        <>
          <span className="block truncate">{name}</span>
          <span className="block truncate text-xs font-normal text-mute">{email}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: t('status'),
      width: 'lg:w-32',
      stacked: 'aside',
      cell: ({ status }) => <PersonBadge status={status} />,
    },
    {
      key: 'roles',
      title: t('roles'),
      stacked: 'bare',
      cell: ({ roles }) => <RoleNames roles={roles} />,
    },
    {
      key: 'factor',
      title: t('factor'),
      width: 'lg:w-24',
      cell: ({ factor }) =>
        factor ? (
          <span className="inline-flex items-center gap-1.5 text-good">
            <ShieldCheck aria-hidden size={15} />
            {t('factorOn')}
          </span>
        ) : (
          <span className="text-mute">{t('factorOff')}</span>
        ),
    },
    {
      key: 'seen',
      title: t('seen'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ seen_at: at }) =>
        at ? (
          <When at={at} className="text-mute" />
        ) : (
          <span className="text-mute">{t('never')}</span>
        ),
    },
  ];
}
