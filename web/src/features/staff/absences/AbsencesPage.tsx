import { useQuery } from '@tanstack/react-query';
import { CalendarCheck, CalendarX } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { naturalNumber, oneOf, text } from '~/lib/useFilters';
import { useList } from '~/lib/useList';
import { Choice } from '~/ui/Choice';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { filtersQuery } from '../people/api';
import { indented } from '../people/places';
import { Personnel } from '../personnel/Personnel';
import { AbsenceSheet } from './AbsenceSheet';
import { AbsenceTable } from './AbsenceTable';
import { absencesQuery, kindsQuery, SORTS, STATES, type State } from './api';

interface Filters {
  view: 'pending' | 'all';
  kind: string | undefined;
  place: number | undefined;
  state: State | undefined;
  /** The one that is open. */
  absence: number | undefined;
}

const VIEWS = ['pending', 'all'] as const;
const LIST = {
  sorts: SORTS,
  first: { by: 'first_on', descending: true } as const,
  read: (search: Record<string, unknown>): Filters => ({
    view: oneOf(VIEWS, search.view) ?? 'pending',
    kind: text(search.kind),
    place: naturalNumber(search.place),
    state: oneOf(STATES, search.state),
    absence: naturalNumber(search.absence),
  }),
};

/** What waits for an answer, and all that was answered. */
export function AbsencesPage() {
  return (
    <Personnel>
      <Absences />
    </Personnel>
  );
}

function Absences() {
  const t = useTranslations('personnel.absences');
  const list = useList<(typeof SORTS)[number], Filters>(LIST);
  const { view, kind, place, state, absence } = list.filters;
  const pending = view === 'pending';
  const language = useLocale();
  const query = useQuery(
    absencesQuery(list.asked, { kind, place, state: pending ? 'pending' : state }, language),
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="card min-w-0 overflow-hidden">
        <Narrowing filters={list.filters} onFilter={list.narrow} />
        <QueryView query={query}>
          {({ absences, next }) =>
            absences.length === 0 ? (
              <EmptyState
                icon={pending ? CalendarCheck : CalendarX}
                tone={pending ? 'good' : 'neutral'}
                title={t(pending ? 'empty.title' : 'empty.none')}
                text={t(pending ? 'empty.text' : 'empty.noneText')}
              />
            ) : (
              <>
                <AbsenceTable
                  label={t('title')}
                  rows={absences}
                  onOpen={({ id }) => list.open({ absence: id })}
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
      {absence !== undefined && (
        <AbsenceSheet
          key={absence}
          id={absence}
          onClose={() => list.open({ absence: undefined })}
        />
      )}
    </>
  );
}

interface NarrowingProps {
  filters: Filters;
  onFilter: (change: Partial<Filters>) => void;
}

function Narrowing({ filters: { view, kind, place, state }, onFilter }: NarrowingProps) {
  const t = useTranslations('personnel.absences');
  const language = useLocale();
  const { data: kinds } = useQuery(kindsQuery(language));
  const { data: choices } = useQuery(filtersQuery(language));
  const states = useStates();
  return (
    <FilterBar>
      <Choice
        label={t('view')}
        value={view}
        onChange={(chosen) =>
          onFilter({ view: chosen === 'all' ? 'all' : (undefined as never), state: undefined })
        }
        items={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
      />
      <Select
        label={t('kind')}
        value={kind ?? ''}
        onChange={(value) => onFilter({ kind: value || undefined })}
        items={[
          { value: '', label: t('all') },
          ...(kinds?.kinds ?? []).map(({ code, title }) => ({ value: code, label: title })),
        ]}
      />
      <Select
        label={t('place')}
        value={place === undefined ? '' : String(place)}
        onChange={(value) => onFilter({ place: Number(value) || undefined })}
        items={[{ value: '', label: t('anywhere') }, ...indented(choices?.places ?? [])]}
      />
      {view === 'all' && (
        <Select
          label={t('state')}
          value={state ?? ''}
          onChange={(value) => onFilter({ state: (value || undefined) as State | undefined })}
          items={[{ value: '', label: t('all') }, ...states]}
        />
      )}
    </FilterBar>
  );
}

function useStates(): { value: string; label: string }[] {
  const t = useTranslations('personnel.absences.states');
  return STATES.map((value) => ({ value, label: t(value) }));
}
