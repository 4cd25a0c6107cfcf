import { useTranslations } from 'use-intl';
import type { components } from '~/api/schema';
import { FilterBar } from '~/ui/FilterBar';
import { SearchField } from '~/ui/SearchField';
import { Select } from '~/ui/Select';
import type { PeopleFilters } from './api';
import { STATUSES } from './api';
import { indented } from './places';

interface Props {
  filters: PeopleFilters;
  onFilter: (change: Partial<PeopleFilters>) => void;
  choices: components['schemas']['PeopleFilters'] | undefined;
}

const ALL = '';

/** Contracts are there for who may read them. */
export function Filters({ filters, onFilter, choices }: Props) {
  const t = useTranslations('personnel.people');
  const all = { value: ALL, label: t('all') };
  return (
    <FilterBar>
      <SearchField
        label={t('search')}
        placeholder={t('searchHint')}
        value={filters.search ?? ''}
        onSearch={(search) => onFilter({ search: search || undefined })}
      />
      {choices && (
        <>
          <Select
            label={t('place')}
            value={filters.place === undefined ? ALL : String(filters.place)}
            onChange={(value) => onFilter({ place: Number(value) || undefined })}
            items={[{ value: ALL, label: t('anywhere') }, ...indented(choices.places)]}
          />
          <Select
            label={t('post')}
            value={filters.post ?? ALL}
            onChange={(value) => onFilter({ post: value || undefined })}
            items={[all, ...choices.posts.map(({ post }) => ({ value: post, label: post }))]}
            className="max-w-72"
          />
          {choices.contracts && (
            <Select
              label={t('contract')}
              value={filters.contract ?? ALL}
              onChange={(value) =>
                onFilter({ contract: (value || undefined) as PeopleFilters['contract'] })
              }
              items={[
                all,
                ...choices.contracts.map(({ kind, title }) => ({ value: kind, label: title })),
              ]}
            />
          )}
        </>
      )}
      <Select
        label={t('state')}
        value={filters.status ?? ALL}
        onChange={(value) => onFilter({ status: (value || undefined) as PeopleFilters['status'] })}
        items={[all, ...STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))]}
      />
    </FilterBar>
  );
}
