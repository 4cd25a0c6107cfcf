import { useQuery } from '@tanstack/react-query';
import { Inbox as InboxIcon, SearchX } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { Choice } from '~/ui/Choice';
import { EmptyState } from '~/ui/EmptyState';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { type List, listQuery } from './api';
import { InboxRow } from './InboxRow';
import { rowsOf } from './inbox';
import { isUnread, type Seen } from './unread';
import { STATES, type View } from './view';

interface Props {
  list: Ref<HTMLElement>;
  view: View;
  seen: Seen;
  isLive: boolean;
  queue: List | undefined;
  /** Whoever waits stands above the rest, which would move when they come. */
  queueIsPending: boolean;
  onChange: (change: Partial<View>) => void;
  className: string;
}

const WITHOUT_ROWS = { data: undefined, isPending: true };

/** Everything that is or was said, whoever waits first. */
export function Inbox(props: Props) {
  const { list, view, seen, isLive, queue, queueIsPending, onChange, className } = props;
  const t = useTranslations('ordersDesk');
  const query = useQuery(listQuery(view, isLive));
  const { error, refetch } = query;
  const narrow = (change: Partial<View>) => onChange({ ...change, after: undefined });
  const counts = { waiting: queue?.waiting, with_agent: queue?.with_agent };
  const filtered = view.state !== undefined || view.search !== undefined;
  return (
    <div className={cx('flex min-h-0 min-w-0 flex-col', className)}>
      <div className="flex flex-col gap-2.5 border-b border-line p-3">
        <div className="flex max-sm:[&_button]:px-1.5 max-sm:[&>*]:flex-1 max-sm:[&>*]:justify-between">
          <Choice
            label={t('state')}
            value={view.state ?? 'all'}
            onChange={(state) => narrow({ state: state === 'all' ? undefined : state })}
            items={[
              { value: 'all', label: t('states.all') },
              ...STATES.map((value) => ({
                value,
                label: t(`states.${value}`),
                ...(value in counts && {
                  count: counts[value as keyof typeof counts] || undefined,
                }),
              })),
            ]}
          />
        </div>
        <SearchField
          label={t('search')}
          placeholder={t('searchHint')}
          value={view.search ?? ''}
          onSearch={(text) => narrow({ search: text || undefined })}
        />
      </div>
      <QueryView query={queueIsPending ? { ...WITHOUT_ROWS, error, refetch } : query}>
        {(page) => {
          const { rows, queue: inQueue } = rowsOf(view, page, queue?.conversations ?? []);
          if (rows.length === 0) {
            return (
              <EmptyState
                icon={filtered ? SearchX : InboxIcon}
                title={t(filtered ? 'nothingFound' : 'empty')}
                text={t(filtered ? 'nothingFoundText' : 'emptyText')}
              />
            );
          }
          return (
            <section
              ref={list}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
              tabIndex={0}
              aria-label={t('list')}
              className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
            >
              <ul className={cx('transition-opacity', query.isPlaceholderData && 'opacity-60')}>
                {rows.map((conversation) => (
                  <InboxRow
                    key={conversation.id}
                    of={conversation}
                    place={inQueue.indexOf(conversation) + 1}
                    isOpen={conversation.id === view.open}
                    isUnread={isUnread(conversation, seen)}
                    onOpen={() => onChange({ open: conversation.id })}
                  />
                ))}
              </ul>
              <Pager at={view.after} next={page.next} onGo={(after) => onChange({ after })} />
            </section>
          );
        }}
      </QueryView>
    </div>
  );
}
