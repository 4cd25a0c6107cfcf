import { useQuery } from '@tanstack/react-query';
import { LogOut, MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { naturalNumber, useFilters } from '~/lib/useFilters';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { Freshness } from '../Freshness';
import { endSession, SESSIONS_KEY, type Session, sessionsQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';

const POLL_MS = 15_000;

export function SessionsPage() {
  return (
    <FeatureMessages namespace="consoleSessions" catalogues={{ fr, en }}>
      <Sessions />
    </FeatureMessages>
  );
}

const readFilters = (search: Record<string, unknown>) => ({
  person: naturalNumber(search.person),
  before: naturalNumber(search.before),
});

function Sessions() {
  const t = useTranslations('consoleSessions');
  const [filters, setFilters] = useFilters(readFilters);
  const query = useQuery({ ...sessionsQuery(filters), refetchInterval: POLL_MS });
  const [ending, setEnding] = useState<Session>();
  const manages = may(useMe(), 'console.sessions.manage');
  const columns = useColumns(manages ? setEnding : undefined);
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
          {({ sessions, next }) =>
            sessions.length === 0 ? (
              <EmptyState
                icon={MonitorSmartphone}
                title={t('empty.title')}
                text={t('empty.text')}
              />
            ) : (
              <>
                <DataTable
                  label={t('title')}
                  columns={columns}
                  rows={sessions}
                  rowKey={({ id }) => String(id)}
                  faded={query.isPlaceholderData}
                />
                <Pager at={filters.before} next={next} onGo={(before) => setFilters({ before })} />
              </>
            )
          }
        </QueryView>
      </div>
      {ending && <EndDialog session={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

function EndDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const t = useTranslations('consoleSessions.end');
  const { name } = session.person;
  const end = useAction({
    run: () => endSession(session.id),
    done: () => t('done', { name }),
    refresh: [SESSIONS_KEY],
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      title={t('title', { name })}
      action={t('action')}
      pending={end.isPending}
      onConfirm={() => end.mutate(undefined)}
      onClose={onClose}
    >
      {t('text')}
    </ConfirmDialog>
  );
}

function useColumns(onEnd: ((session: Session) => void) | undefined): Column<Session>[] {
  const t = useTranslations('consoleSessions');
  const columns: Column<Session>[] = [
    {
      key: 'person',
      title: t('table.person'),
      cell: ({ person, current }) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate font-medium">{person.name}</span>
          {current && <Badge tone="accent">{t('current')}</Badge>}
        </span>
      ),
    },
    {
      key: 'device',
      title: t('table.device'),
      cell: ({ browser, system }) => (
        <span className="truncate">
          {[browser, system].filter(Boolean).join(' · ') || t('unknown')}
        </span>
      ),
    },
    {
      key: 'address',
      title: t('table.address'),
      width: 'lg:w-44',
      cell: ({ address }) => <span className="font-mono text-xs">{address ?? '–'}</span>,
    },
    {
      key: 'since',
      title: t('table.since'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ created_at: at }) => <When at={at} className="text-mute" />,
    },
    {
      key: 'seen',
      title: t('table.seen'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ seen_at: at }) => <When at={at} className="text-mute" />,
    },
  ];
  if (onEnd) {
    columns.push({
      key: 'end',
      title: t('end.column'),
      width: 'lg:w-32',
      stacked: 'bare',
      cell: (session) => (
        <Button
          icon={LogOut}
          aria-label={t('end.label', { name: session.person.name })}
          onPress={() => onEnd(session)}
        >
          {t('end.action')}
        </Button>
      ),
    });
  }
  return columns;
}
