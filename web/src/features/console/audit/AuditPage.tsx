import { useMutation, useQuery } from '@tanstack/react-query';
import { Download, ListX, ScrollText, ShieldCheck } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { saveFile } from '~/lib/saveFile';
import { useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { FormFailure } from '~/ui/FormFailure';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { type Entry, entriesQuery, exportEntries, verify } from './api';
import { EntrySheet } from './EntrySheet';
import { type AuditFilters, type Filter, NO_FILTER, OUTCOMES, readAuditFilters } from './filters';
import en from './messages/en';
import fr from './messages/fr';
import { OutcomeBadge } from './OutcomeBadge';
import { useActionTitle } from './useActionTitle';
import { Verdict } from './Verdict';
import { Who } from './Who';

export function AuditPage() {
  return (
    <FeatureMessages namespace="consoleAudit" catalogues={{ fr, en }}>
      <Audit />
    </FeatureMessages>
  );
}

function Audit() {
  const t = useTranslations('consoleAudit');
  const [filters, setFilters] = useFilters(readAuditFilters);
  const query = useQuery(entriesQuery(filters));
  const check = useMutation({ mutationFn: verify });
  const exports = may(useMe(), 'console.audit.manage');
  const download = useAction<void, Blob>({
    run: () => exportEntries(filters),
    done: () => t('exported'),
    onDone: (file) => saveFile(t('file'), file),
  });
  const columns = useColumns();
  const narrowed = Object.keys(NO_FILTER).some((name) => filters[name as keyof AuditFilters]);
  const opened = query.data?.entries.find(({ number }) => number === filters.entry);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <>
            {exports && (
              <Button
                icon={Download}
                isPending={download.isPending}
                onPress={() => download.mutate()}
              >
                {t('export')}
              </Button>
            )}
            <Button icon={ShieldCheck} isPending={check.isPending} onPress={() => check.mutate()}>
              {t('verify.action')}
            </Button>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {check.error && <FormFailure failure={asFailure(check.error)} />}
        {check.data && <Verdict verdict={check.data} />}
        <div className="card min-w-0 overflow-hidden">
          <Filters filters={filters} onFilter={setFilters} />
          <QueryView query={query}>
            {({ entries, next }) =>
              entries.length > 0 ? (
                <>
                  <DataTable
                    label={t('title')}
                    columns={columns}
                    rows={entries}
                    rowKey={({ number }) => String(number)}
                    onOpen={({ number }) => setFilters({ entry: number })}
                    faded={query.isPlaceholderData}
                  />
                  <Pager
                    at={filters.before}
                    next={next}
                    onGo={(before) => setFilters({ before })}
                  />
                </>
              ) : narrowed ? (
                <EmptyState icon={ListX} title={t('empty.filtered')} text={t('empty.filteredText')}>
                  <Button onPress={() => setFilters(NO_FILTER)}>{t('empty.clear')}</Button>
                </EmptyState>
              ) : (
                <EmptyState icon={ScrollText} title={t('empty.title')} text={t('empty.text')} />
              )
            }
          </QueryView>
        </div>
      </div>
      {opened && (
        <EntrySheet
          entry={opened}
          onFilter={setFilters}
          onClose={() => setFilters({ entry: undefined })}
        />
      )}
    </>
  );
}

function Filters({ filters, onFilter }: { filters: AuditFilters; onFilter: Filter }) {
  const t = useTranslations('consoleAudit');
  const searching = (name: 'actor' | 'action' | 'subject') => ({
    label: t(`filters.${name}`),
    placeholder: t(`filters.${name}Hint`),
    value: filters[name] ?? '',
    onSearch: (text: string) => onFilter({ [name]: text || undefined, before: undefined }),
  });
  return (
    <FilterBar>
      <Choice
        label={t('filters.outcome')}
        value={filters.outcome ?? 'all'}
        onChange={(chosen) =>
          onFilter({ outcome: chosen === 'all' ? undefined : chosen, before: undefined })
        }
        items={[
          { value: 'all', label: t('filters.all') },
          ...OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) })),
        ]}
      />
      <SearchField {...searching('action')} />
      <SearchField {...searching('actor')} />
      <SearchField {...searching('subject')} />
    </FilterBar>
  );
}

function useColumns(): Column<Entry>[] {
  const t = useTranslations('consoleAudit.table');
  const title = useActionTitle();
  return [
    {
      key: 'action',
      title: t('action'),
      cell: ({ action, number }) => (
        <>
          <span className="line-clamp-2">{title(action)}</span>
          <span className="num block truncate font-mono text-xs font-normal text-mute">
            {number} · {action}
          </span>
        </>
      ),
    },
    {
      key: 'outcome',
      title: t('outcome'),
      width: 'lg:w-32',
      stacked: 'aside',
      cell: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
    },
    { key: 'actor', title: t('actor'), cell: ({ actor }) => <Who actor={actor} /> },
    {
      key: 'subject',
      title: t('subject'),
      width: 'lg:w-36',
      cell: ({ subject }) => <span className="font-mono text-xs">{subject ?? '–'}</span>,
    },
    {
      key: 'at',
      title: t('at'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ at }) => <When at={at} className="text-mute" />,
    },
  ];
}
