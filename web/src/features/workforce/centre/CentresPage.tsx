import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { fold } from '~/lib/fold';
import { text } from '~/lib/useFilters';
import { useUnits } from '~/lib/useFormats';
import { useList } from '~/lib/useList';
import { WhyButton } from '~/parts/why/WhyButton';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { resultsQuery } from '../api';
import { type Balance, balanceOf } from '../balance';
import { Gap } from '../Gap';
import { centresOf } from '../national/rows';
import { writeWhy } from '../question';
import type { Node } from '../types';
import { Why } from '../Why';
import { ExportLink, useWindowTitle, WindowSelect } from '../WindowControls';
import { readWindow } from '../window';
import { type CentreSort, SORTS, shownCentres } from './centres';

/** A network of thousands is searched, not scrolled. */
const SHOWN = 100;
const BALANCES = ['short', 'level', 'over'] as const satisfies readonly Balance[];

const LIST = {
  sorts: SORTS,
  first: { by: 'gap', descending: false },
  read: (search: Record<string, unknown>) => ({
    ...readWindow(search),
    q: text(search.q),
    balance: BALANCES.find((each) => each === search.balance),
  }),
} as const;

export function CentresPage() {
  const t = useTranslations('workforce');
  const titleOf = useWindowTitle();
  const navigate = useNavigate();
  const { filters, narrow, sort, onSort } = useList<CentreSort, ReturnType<typeof LIST.read>>(LIST);
  const query = useQuery(resultsQuery(filters));
  const [most, setMost] = useState(SHOWN);
  const columns = useColumns(query.data?.nodes ?? []);
  return (
    <>
      <PageHeader
        title={t('centres.title')}
        description={query.data ? titleOf(query.data.window) : t('centres.description')}
        actions={
          <>
            <WindowSelect asked={filters} onAsk={narrow} />
            <ExportLink asked={filters} />
          </>
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ nodes }) => {
            const all = centresOf(nodes);
            const found = all.filter(({ name, code }) =>
              fold(`${name} ${code}`).includes(fold(filters.q ?? '')),
            );
            const shown = shownCentres(found, filters.balance, sort);
            return (
              <>
                <FilterBar>
                  <SearchField
                    label={t('centres.search')}
                    placeholder={t('centres.placeholder')}
                    value={filters.q ?? ''}
                    onSearch={(q) => narrow({ q: q || undefined })}
                  />
                  <Choice
                    label={t('table.gap')}
                    value={filters.balance ?? 'all'}
                    onChange={(balance) =>
                      narrow({ balance: balance === 'all' ? undefined : balance })
                    }
                    items={[
                      { value: 'all', label: t('centres.all'), count: found.length },
                      ...BALANCES.map((value) => ({
                        value,
                        label: t(`centres.balances.${value}`),
                        count: found.filter((each) => balanceOf(each) === value).length,
                      })),
                    ]}
                  />
                </FilterBar>
                {shown.length === 0 ? (
                  <EmptyState icon={SearchX} title={t('centres.none')} text={t('centres.noneText')}>
                    <Button onPress={() => narrow({ q: undefined, balance: undefined })}>
                      {t('clearFilters')}
                    </Button>
                  </EmptyState>
                ) : (
                  <DataTable
                    label={t('centres.title')}
                    columns={columns}
                    rows={shown.slice(0, most)}
                    rowKey={({ place_id: id }) => String(id)}
                    onOpen={({ place_id: id }) =>
                      void navigate({
                        to: '/workforce/centres/$place',
                        params: { place: String(id) },
                      })
                    }
                    sort={sort}
                    onSort={onSort}
                    faded={query.isPlaceholderData}
                  />
                )}
                {shown.length > most && (
                  <div className="border-t border-line px-4 py-2.5">
                    <Button onPress={() => setMost(most + SHOWN)}>
                      {t('more', { count: shown.length - most })}
                    </Button>
                  </div>
                )}
              </>
            );
          }}
        </QueryView>
      </div>
      <Why asked={filters} />
    </>
  );
}

function useColumns(nodes: readonly Node[]): Column<Node>[] {
  const t = useTranslations('workforce.table');
  const { fixed } = useUnits();
  const names = new Map(nodes.map(({ place_id: id, name }) => [id, name]));
  return [
    {
      key: 'name',
      title: t('centre'),
      sortable: true,
      cell: ({ name, parent_id: above }) => (
        <>
          <span className="block truncate">{name}</span>
          <span className="block truncate text-xs font-normal text-mute">{names.get(above)}</span>
        </>
      ),
    },
    {
      key: 'required',
      title: t('required'),
      width: 'lg:w-28',
      numeric: true,
      sortable: true,
      cell: ({ name, place_id: place, required }) => (
        <WhyButton why={writeWhy({ place: place ?? undefined })} what={name}>
          {fixed(required, 'none', 2)}
        </WhyButton>
      ),
    },
    {
      key: 'present',
      title: t('present'),
      width: 'lg:w-28',
      numeric: true,
      sortable: true,
      cell: ({ present }) => fixed(present, 'none', 2),
    },
    {
      key: 'gap',
      title: t('gap'),
      width: 'lg:w-44',
      numeric: true,
      sortable: true,
      cell: (centre) => <Gap of={centre} />,
    },
    {
      key: 'ratio',
      title: t('ratio'),
      width: 'lg:w-40',
      numeric: true,
      sortable: true,
      cell: ({ ratio }) => (ratio === null ? '–' : fixed(100 * ratio, 'percent', 1)),
    },
    {
      key: 'completeness',
      title: t('completeness'),
      width: 'lg:w-40',
      numeric: true,
      sortable: true,
      cell: ({ completeness }) =>
        completeness === null ? (
          '–'
        ) : (
          <span className={completeness < 1 ? 'text-warn' : 'text-mute'}>
            {fixed(100 * completeness, 'percent', 1)}
          </span>
        ),
    },
  ];
}
