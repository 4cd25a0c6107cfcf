import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Banknote, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useAmounts } from '~/lib/useAmounts';
import { text, useFilters } from '~/lib/useFilters';
import { useFormats } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { type Run, runsQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { RunBadge } from './RunBadge';
import { StartRun } from './StartRun';
import { useBy } from './useBy';

const read = (search: Record<string, unknown>) => ({ after: text(search.after) });

export function RunsPage() {
  return (
    <FeatureMessages namespace="staffPay" catalogues={{ fr, en }}>
      <Runs />
    </FeatureMessages>
  );
}

function Runs() {
  const t = useTranslations('staffPay');
  const navigate = useNavigate();
  const runs = may(useMe(), 'staff.salaries.run');
  const [{ after }, change] = useFilters(read);
  const [starting, setStarting] = useState(false);
  const query = useQuery(runsQuery(after));
  const columns = useColumns();
  const open = ({ id }: { id: number }) =>
    void navigate({ to: '/staff/salaries/$id', params: { id: String(id) } });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          runs && (
            <Button kind="primary" icon={Play} onPress={() => setStarting(true)}>
              {t('start.open')}
            </Button>
          )
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {(page) =>
            page.runs.length === 0 ? (
              <EmptyState icon={Banknote} title={t('list.empty')} text={t('list.emptyText')} />
            ) : (
              <>
                <DataTable
                  label={t('list.title')}
                  columns={columns}
                  rows={page.runs}
                  rowKey={({ id }) => String(id)}
                  onOpen={open}
                  faded={query.isPlaceholderData}
                />
                <Pager at={after} next={page.next} onGo={(to) => change({ after: to })} />
              </>
            )
          }
        </QueryView>
      </div>
      <StartRun isOpen={starting} onClose={() => setStarting(false)} onStarted={open} />
    </>
  );
}

function useColumns(): Column<Run>[] {
  const t = useTranslations('staffPay');
  const { longMonth, wholeEuros } = useAmounts();
  const { number } = useFormats();
  const by = useBy();
  return [
    {
      key: 'month',
      title: t('list.month'),
      cell: ({ month, kind }) => (
        <>
          <span className="block first-letter:uppercase">{longMonth(month)}</span>
          {kind === 'correction' && (
            <span className="block text-xs font-normal text-mute">{t('kinds.correction')}</span>
          )}
        </>
      ),
    },
    {
      key: 'state',
      title: t('list.state'),
      width: 'lg:w-44',
      stacked: 'aside',
      cell: (run) => <RunBadge run={run} />,
    },
    {
      key: 'people',
      title: t('list.people'),
      width: 'lg:w-24',
      numeric: true,
      cell: ({ totals }) => number(totals.people),
    },
    {
      key: 'gross',
      title: t('list.gross'),
      numeric: true,
      cell: ({ totals }) => wholeEuros(totals.gross_cents),
    },
    {
      key: 'net',
      title: t('list.net'),
      numeric: true,
      cell: ({ totals }) => wholeEuros(totals.net_cents),
    },
    {
      key: 'by',
      title: t('list.by'),
      cell: ({ started_by }) => <span className="block truncate">{by(started_by)}</span>,
    },
  ];
}
