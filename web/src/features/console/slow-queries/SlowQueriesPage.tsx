import { useQuery } from '@tanstack/react-query';
import { Rabbit } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { useQuantities } from '~/lib/useFormats';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { Freshness } from '../Freshness';
import { shapesQuery } from './api';
import { LEAST_MS, PERIODS_DAYS, readSlowFilters, type SlowFilters } from './filters';
import en from './messages/en';
import fr from './messages/fr';
import { ShapeSheet } from './ShapeSheet';
import { useColumns } from './useColumns';

export function SlowQueriesPage() {
  return (
    <FeatureMessages namespace="consoleSlowQueries" catalogues={{ fr, en }}>
      <SlowQueries />
    </FeatureMessages>
  );
}

function SlowQueries() {
  const t = useTranslations('consoleSlowQueries');
  const { duration } = useQuantities();
  const [filters, setFilters] = useFilters(readSlowFilters);
  const query = useQuery(shapesQuery(filters.days, filters.least));
  const columns = useColumns();
  const threshold = query.data?.threshold_ms;
  const open = query.data?.shapes.find(
    ({ digest, day }) => digest === filters.digest && day === filters.day,
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={
          threshold === undefined
            ? t('descriptionPlain')
            : t('description', { threshold: duration(threshold / 1000) })
        }
        actions={
          <Freshness
            readAt={query.dataUpdatedAt}
            reading={query.isFetching}
            onRefresh={() => void query.refetch()}
          />
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <Filters filters={filters} onFilter={setFilters} />
        <QueryView query={query}>
          {({ shapes }) =>
            shapes.length === 0 ? (
              <EmptyState
                icon={Rabbit}
                tone="good"
                title={t('empty.title')}
                text={t('empty.text')}
              />
            ) : (
              <DataTable
                label={t('table.title')}
                columns={columns}
                rows={shapes}
                rowKey={({ digest, day, database }) => `${day} ${digest} ${database}`}
                onOpen={({ digest, day }) => setFilters({ digest, day })}
                faded={query.isPlaceholderData}
              />
            )
          }
        </QueryView>
      </div>
      {open && (
        <ShapeSheet
          shape={open}
          days={filters.days}
          onClose={() => setFilters({ digest: undefined, day: undefined })}
        />
      )}
    </>
  );
}

interface FiltersProps {
  filters: SlowFilters;
  onFilter: (change: Partial<SlowFilters>) => void;
}

function Filters({ filters, onFilter }: FiltersProps) {
  const t = useTranslations('consoleSlowQueries.filters');
  const { duration } = useQuantities();
  return (
    <FilterBar>
      <Select
        label={t('days')}
        value={String(filters.days)}
        onChange={(days) => onFilter({ days: Number(days) })}
        items={PERIODS_DAYS.map((days) => ({ value: String(days), label: t('day', { days }) }))}
      />
      <Select
        label={t('least')}
        value={String(filters.least)}
        onChange={(least) => onFilter({ least: Number(least) })}
        items={LEAST_MS.map((ms) => ({
          value: String(ms),
          label: ms === 0 ? t('anyDuration') : duration(ms / 1000),
        }))}
      />
    </FilterBar>
  );
}
