import { useQuery } from '@tanstack/react-query';
import { Activity as ActivityIcon, ListX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useAmounts } from '~/lib/useAmounts';
import { naturalNumber, oneOf, useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { When } from '~/ui/When';
import { activityQuery, type Deed, FAMILIES, type Family } from './api';
import { DeedSheet } from './DeedSheet';
import en from './messages/en';
import fr from './messages/fr';
import { TopPages } from './TopPages';
import { useDeedWords } from './useDeedWords';

const read = (search: Record<string, unknown>) => ({
  family: oneOf(FAMILIES, search.family),
  before: naturalNumber(search.before),
  /** The one whose details are open. */
  deed: naturalNumber(search.deed),
});

export function ActivityPage() {
  return (
    <FeatureMessages namespace="staffActivity" catalogues={{ fr, en }}>
      <Page />
    </FeatureMessages>
  );
}

function Page() {
  const t = useTranslations('staffActivity');
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Deeds />
        <TopPages />
      </div>
    </>
  );
}

function Deeds() {
  const t = useTranslations('staffActivity');
  const [filters, change] = useFilters(read);
  const { family, before, deed } = filters;
  const query = useQuery(activityQuery({ family, before }));
  const columns = useColumns();
  const open = query.data?.deeds.find(({ number }) => number === deed);
  const narrow = (wanted: Family | undefined) => change({ family: wanted, before: undefined });
  return (
    <div className="card min-w-0 overflow-hidden">
      <FilterBar>
        <Select<Family | 'all'>
          label={t('filter')}
          value={family ?? 'all'}
          onChange={(chosen) => narrow(chosen === 'all' ? undefined : chosen)}
          items={[
            { value: 'all', label: t('all') },
            ...FAMILIES.map((value) => ({ value, label: t(`families.${value}`) })),
          ]}
        />
      </FilterBar>
      <QueryView query={query}>
        {(page) =>
          page.deeds.length === 0 ? (
            <Nothing filtered={family !== undefined} onClear={() => narrow(undefined)} />
          ) : (
            <>
              <DataTable
                label={t('table.title')}
                columns={columns}
                rows={page.deeds}
                rowKey={({ number }) => String(number)}
                onOpen={({ number }) => change({ deed: number })}
                faded={query.isPlaceholderData}
              />
              <Pager at={before} next={page.next} onGo={(to) => change({ before: to })} />
            </>
          )
        }
      </QueryView>
      {open && <DeedSheet deed={open} onClose={() => change({ deed: undefined })} />}
    </div>
  );
}

const isMonth = (noted: unknown): noted is string =>
  typeof noted === 'string' && /^\d{4}-\d{2}$/.test(noted);

function useColumns(): Column<Deed>[] {
  const t = useTranslations('staffActivity');
  const words = useDeedWords();
  const { longMonth } = useAmounts();
  return [
    {
      key: 'what',
      title: t('table.what'),
      cell: (deed) => (
        <>
          {words.action(deed)}
          {deed.outcome === 'refused' && <span className="text-bad"> · {t('refused')}</span>}
          {isMonth(deed.details.month) && (
            <span className="block text-xs font-normal text-mute">
              {longMonth(deed.details.month)}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'about',
      title: t('table.about'),
      cell: ({ employee }) =>
        employee && (
          <span className="block min-w-0 max-lg:text-right">
            <span className="block truncate">{employee.name}</span>
            <span className="block truncate text-xs text-mute">{employee.place}</span>
          </span>
        ),
    },
    {
      key: 'who',
      title: t('table.who'),
      cell: (deed) => <span className="block truncate">{words.who(deed)}</span>,
    },
    {
      key: 'when',
      title: t('table.when'),
      width: 'lg:w-28',
      numeric: true,
      stacked: 'aside',
      cell: ({ at }) => <When at={at} className="text-mute" />,
    },
  ];
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useTranslations('staffActivity.empty');
  if (!filtered) return <EmptyState icon={ActivityIcon} title={t('title')} text={t('text')} />;
  return (
    <EmptyState icon={ListX} title={t('title')} text={t('filtered')}>
      <Button onPress={onClear}>{t('clear')}</Button>
    </EmptyState>
  );
}
