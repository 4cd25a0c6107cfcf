import { useQuery } from '@tanstack/react-query';
import { Megaphone } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { QueryView } from '~/ui/QueryView';
import { eventsQuery } from './api';

/** What this installation can tell. */
export function EventCatalogue({ onOpen }: { onOpen: (name: string) => void }) {
  const t = useTranslations('consoleWebhooks');
  const query = useQuery(eventsQuery(useLocale()));
  return (
    <div className="card min-w-0 overflow-hidden">
      <QueryView query={query}>
        {({ events }) =>
          events.length === 0 ? (
            <EmptyState
              icon={Megaphone}
              title={t('events.emptyTitle')}
              text={t('events.emptyText')}
            />
          ) : (
            <DataTable
              label={t('views.events')}
              columns={[
                {
                  key: 'title',
                  title: t('events.name'),
                  cell: ({ title, name }) => (
                    <span className="flex flex-wrap items-baseline gap-x-3">
                      {title}
                      <code className="font-mono text-xs font-normal text-mute">{name}</code>
                    </span>
                  ),
                },
              ]}
              rows={events}
              rowKey={({ name }) => name}
              onOpen={({ name }) => onOpen(name)}
            />
          )
        }
      </QueryView>
    </div>
  );
}
