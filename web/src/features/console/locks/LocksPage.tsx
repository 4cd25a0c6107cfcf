import { useQuery } from '@tanstack/react-query';
import { LockOpen } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Badge } from '~/ui/Badge';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { When } from '~/ui/When';
import { Freshness } from '../Freshness';
import { type Holder, locksQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';

const POLL_MS = 5000;

export function LocksPage() {
  return (
    <FeatureMessages namespace="consoleLocks" catalogues={{ fr, en }}>
      <Locks />
    </FeatureMessages>
  );
}

function Locks() {
  const t = useTranslations('consoleLocks');
  const query = useQuery({ ...locksQuery, refetchInterval: POLL_MS });
  const columns = useColumns();
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Freshness
            readAt={query.dataUpdatedAt}
            reading={query.isFetching}
            onRefresh={() => void query.refetch()}
          />
        }
      />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ holders }) =>
            holders.length === 0 ? (
              <EmptyState icon={LockOpen} title={t('empty.title')} text={t('empty.text')} />
            ) : (
              <DataTable
                label={t('table.title')}
                columns={columns}
                rows={holders}
                rowKey={({ name }) => name}
              />
            )
          }
        </QueryView>
      </div>
    </>
  );
}

function useColumns(): Column<Holder>[] {
  const t = useTranslations('consoleLocks');
  return [
    {
      key: 'name',
      title: t('table.name'),
      cell: ({ name }) => <span className="block truncate font-medium">{name}</span>,
    },
    {
      key: 'state',
      title: t('table.state'),
      width: 'lg:w-36',
      stacked: 'aside',
      cell: ({ lapsed }) => (
        <Badge tone={lapsed ? 'warn' : 'good'}>{t(lapsed ? 'lapsed' : 'held')}</Badge>
      ),
    },
    {
      key: 'owner',
      title: t('table.owner'),
      cell: ({ owner, lapsed }) => (
        <span className="min-w-0">
          <span className="block truncate">{owner}</span>
          {lapsed && <span className="block text-xs text-pretty text-mute">{t('lapsedHint')}</span>}
        </span>
      ),
    },
    {
      key: 'token',
      title: t('table.token'),
      width: 'lg:w-24',
      numeric: true,
      cell: ({ token }) => token,
    },
    {
      key: 'since',
      title: t('table.since'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ since }) => <When at={since} />,
    },
    {
      key: 'until',
      title: t('table.until'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ until }) => <When at={until} />,
    },
  ];
}
