import type { UseQueryResult } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { QueryView } from '~/ui/QueryView';
import { When } from '~/ui/When';
import type { Endpoint } from './api';
import { EndpointBadge } from './EndpointBadge';
import { EventNames } from './EventNames';

const NAMES_SHOWN = 3;

interface Props {
  query: UseQueryResult<{ endpoints: Endpoint[] }>;
  onOpen: (id: string) => void;
}

export function EndpointTable({ query, onOpen }: Props) {
  const t = useTranslations('consoleWebhooks');
  const columns = useColumns();
  return (
    <div className="card min-w-0 overflow-hidden">
      <QueryView query={query}>
        {({ endpoints }) =>
          endpoints.length === 0 ? (
            <EmptyState
              icon={Webhook}
              title={t('endpoints.emptyTitle')}
              text={t('endpoints.emptyText')}
            />
          ) : (
            <DataTable
              label={t('views.endpoints')}
              columns={columns}
              rows={endpoints}
              rowKey={({ id }) => id}
              onOpen={({ id }) => onOpen(id)}
            />
          )
        }
      </QueryView>
    </div>
  );
}

function useColumns(): Column<Endpoint>[] {
  const t = useTranslations('consoleWebhooks.endpoints');
  return [
    {
      key: 'url',
      title: t('url'),
      cell: ({ url, description, variable }) => (
        <>
          <span className="block truncate">{url}</span>
          <span className="block truncate text-xs font-normal text-mute">
            {[description, variable && t('fromEnvironment', { variable })]
              .filter(Boolean)
              .join(' · ') || '\u00a0'}
          </span>
        </>
      ),
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-48',
      stacked: 'aside',
      cell: (endpoint) => <EndpointBadge endpoint={endpoint} />,
    },
    {
      key: 'events',
      title: t('events'),
      width: 'lg:w-[30%]',
      cell: ({ events }) => <EventNames names={events} most={NAMES_SHOWN} />,
    },
    {
      key: 'last',
      title: t('last'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ succeeded_at: at }) =>
        at === null ? <span className="text-mute">{t('never')}</span> : <When at={at} />,
    },
  ];
}
