import { useQuery } from '@tanstack/react-query';
import { Target as TargetIcon } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { naturalNumber, oneOf, useFilters } from '~/lib/useFilters';
import { Choice } from '~/ui/Choice';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { filtersQuery } from '../api';
import { PLANNED, type Planned } from '../goals';
import { targetsQuery } from './api';
import { TargetGrid } from './TargetGrid';

const readFilters = (search: Record<string, unknown>) => ({
  year: naturalNumber(search.year),
  measure: oneOf(PLANNED, search.measure) ?? 'revenue',
});

export function TargetsPage() {
  const t = useTranslations('retail.targets');
  const measures = useTranslations('retail.measures');
  const [{ year, measure }, change] = useFilters(readFilters);
  const filters = useQuery(filtersQuery(useLocale()));
  const known = filters.data;
  const latest = Number(known?.last_complete_month.slice(0, 4));
  const first = Number((known?.first_month ?? known?.last_complete_month)?.slice(0, 4));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          known && (
            <>
              <Choice
                label={t('measure')}
                value={measure}
                onChange={(chosen) => change({ measure: chosen })}
                items={PLANNED.map((value) => ({ value, label: measures(value) }))}
              />
              <Select
                label={t('year')}
                value={String(year ?? latest)}
                onChange={(chosen) => change({ year: Number(chosen) })}
                // The year to come is set before it begins.
                items={yearsBetween(first, latest + 1).map((value) => ({
                  value: String(value),
                  label: String(value),
                }))}
              />
            </>
          )
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={filters}>
          {() => <Year year={year ?? latest} measure={measure} />}
        </QueryView>
      </div>
    </>
  );
}

function yearsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(1, last - first + 1) }, (_, index) => last - index);
}

function Year({ year, measure }: { year: number; measure: Planned }) {
  const t = useTranslations('retail.targets');
  const manages = may(useMe(), 'retail.targets.manage');
  const query = useQuery(targetsQuery(year));
  return (
    <QueryView query={query}>
      {({ stores, targets }) =>
        stores.length === 0 ? (
          <EmptyState icon={TargetIcon} title={t('empty.title')} text={t('empty.text')} />
        ) : (
          <TargetGrid
            key={measure}
            year={year}
            measure={measure}
            stores={stores}
            targets={targets}
            manages={manages}
          />
        )
      }
    </QueryView>
  );
}
