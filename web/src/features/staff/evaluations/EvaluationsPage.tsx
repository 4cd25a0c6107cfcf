import { useQuery } from '@tanstack/react-query';
import { ClipboardCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { naturalNumber } from '~/lib/useFilters';
import { useList } from '~/lib/useList';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { filtersQuery } from '../people/api';
import { indented } from '../people/places';
import { Personnel } from '../personnel/Personnel';
import { evaluationsQuery, SORTS } from './api';
import { EvaluationSheet } from './EvaluationSheet';
import { EvaluationTable } from './EvaluationTable';

interface Filters {
  place: number | undefined;
  /** The one that is open. */
  evaluation: number | undefined;
}

const LIST = {
  sorts: SORTS,
  first: { by: 'period', descending: true } as const,
  read: (search: Record<string, unknown>): Filters => ({
    place: naturalNumber(search.place),
    evaluation: naturalNumber(search.evaluation),
  }),
};

export function EvaluationsPage() {
  return (
    <Personnel>
      <All />
    </Personnel>
  );
}

function All() {
  const t = useTranslations('personnel.evaluations');
  const list = useList<(typeof SORTS)[number], Filters>(LIST);
  const { place, evaluation } = list.filters;
  const query = useQuery(evaluationsQuery(list.asked, { place }));
  const { data: choices } = useQuery(filtersQuery(useLocale()));
  const shown = query.data?.evaluations.find(({ id }) => id === evaluation);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="card min-w-0 overflow-hidden">
        <FilterBar>
          <Select
            label={t('place')}
            value={place === undefined ? '' : String(place)}
            onChange={(value) => list.narrow({ place: Number(value) || undefined })}
            items={[{ value: '', label: t('anywhere') }, ...indented(choices?.places ?? [])]}
          />
        </FilterBar>
        <QueryView query={query}>
          {({ evaluations, next }) =>
            evaluations.length === 0 ? (
              <EmptyState icon={ClipboardCheck} title={t('empty.title')} text={t('empty.text')} />
            ) : (
              <>
                <EvaluationTable
                  rows={evaluations}
                  onOpen={({ id }) => list.open({ evaluation: id })}
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
      {shown && (
        <EvaluationSheet
          key={shown.version}
          evaluation={shown}
          onClose={() => list.open({ evaluation: undefined })}
        />
      )}
    </>
  );
}
