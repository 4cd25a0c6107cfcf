import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { QueryView } from '~/ui/QueryView';
import { type Mapping, mappingsQuery } from './api';
import { MappedTableOf } from './MappedTableOf';
import { placeOf } from './places';
import { ReadingFacts } from './ReadingFacts';

/** How a source is read: whose words mean what, and in which tables and columns. */
export function MappingOf({ source }: { source: string }) {
  const query = useQuery(mappingsQuery(useLocale()));
  return (
    <QueryView query={query}>
      {(mappings) => {
        const mapping = mappings.find((each) => each.source === source);
        return mapping && <Mapped of={mapping} />;
      }}
    </QueryView>
  );
}

function Mapped({ of }: { of: Mapping }) {
  const t = useTranslations('ordersSources.mapping');
  return (
    <div className="border-t border-line px-4 pt-3.5 pb-4">
      <h3 className="font-medium">{t('title')}</h3>
      <div className="mt-3 grid gap-x-8 gap-y-5 md:grid-cols-2 xl:grid-cols-3">
        <Part title={t('orders')} table={placeOf(of.orders)}>
          <MappedTableOf of={of.orders} joins={of.joins} label={t('orders')} />
        </Part>
        <div className="flex min-w-0 flex-col gap-5">
          <Part title={t('history')} table={of.history && placeOf(of.history)}>
            {of.history ? (
              <MappedTableOf of={of.history} joins={of.joins} label={t('history')} />
            ) : (
              <p className="text-sm text-mute">{t('noHistory')}</p>
            )}
          </Part>
          {of.joins.length > 0 && (
            <Part title={t('joins')}>
              <ul className="flex flex-col gap-1">
                {of.joins.map((join) => (
                  <li key={join.name}>
                    <code className="font-mono text-xs break-words">
                      {`${placeOf(join)}.${join.column} = ${placeOf(of.orders)}.${join.equals}`}
                    </code>
                  </li>
                ))}
              </ul>
            </Part>
          )}
          <Part title={t('statuses')}>
            <Statuses of={of} />
          </Part>
        </div>
        <Part title={t('reading')}>
          <ReadingFacts of={of} />
        </Part>
      </div>
    </div>
  );
}

interface PartProps {
  title: string;
  table?: string | null;
  children: ReactNode;
}

function Part({ title, table, children }: PartProps) {
  return (
    <div className="min-w-0">
      <div className="mb-1.5 flex items-baseline justify-between gap-4">
        <h4 className="text-xs font-medium text-mute">{title}</h4>
        {table && <code className="font-mono text-xs font-medium break-all">{table}</code>}
      </div>
      {children}
    </div>
  );
}

function Statuses({ of }: { of: Mapping }) {
  const t = useTranslations('ordersSources.mapping');
  if (of.statuses.length === 0) return <p className="text-sm text-mute">{t('noStatuses')}</p>;
  return (
    <dl className="text-sm">
      {of.statuses.map(({ status, label, words }) => (
        <div
          key={status}
          className="flex items-baseline justify-between gap-4 border-t border-line py-1.5"
        >
          <dt className="text-mute">{label}</dt>
          <dd className="min-w-0 text-right break-words">
            {words.map((word) => t('word', { word })).join(', ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}
