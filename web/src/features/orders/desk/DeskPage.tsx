import { useQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { WithWords } from '../words/WithWords';
import { queueQuery } from './api';
import { ConversationView } from './ConversationView';
import { Inbox } from './Inbox';
import en from './messages/en';
import fr from './messages/fr';
import { useSeen } from './unread';
import { useArrivals } from './useArrivals';
import { useLiveDesk } from './useLiveDesk';
import { useRowKeys } from './useRowKeys';
import { readView } from './view';

const CATALOGUES = { fr, en };

export function DeskPage() {
  return (
    <FeatureMessages namespace="ordersDesk" catalogues={CATALOGUES}>
      <WithWords>
        <Desk />
      </WithWords>
    </FeatureMessages>
  );
}

/** The list and, beside it, the conversation that is open; on narrow screens one of the two. */
function Desk() {
  const t = useTranslations('ordersDesk');
  const [view, change] = useFilters(readView);
  const [seen, see] = useSeen();
  const isLive = useLiveDesk(view.open);
  const { data: queue, isPending: queueIsPending } = useQuery(queueQuery(isLive));
  const waiting = queue?.waiting ?? 0;
  const opened = view.open !== undefined;
  const card = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLElement>(null);
  useRowKeys(card, list);
  useArrivals(queue?.waiting);
  return (
    <>
      <div className={cx(opened && 'max-lg:sr-only')}>
        <PageHeader
          title={t('title')}
          tab={waiting > 0 ? t('tab', { waiting: String(waiting) }) : t('title')}
          description={t(isLive ? 'live' : 'notLive')}
        />
      </div>
      <div
        ref={card}
        className={cx(
          'card min-w-0 overflow-hidden lg:grid lg:h-[calc(100dvh-14.5rem)] lg:min-h-[440px]',
          'lg:grid-cols-[360px_minmax(0,1fr)] xl:grid-cols-[424px_minmax(0,1fr)]',
        )}
      >
        <Inbox
          list={list}
          view={view}
          seen={seen}
          isLive={isLive}
          queue={queue}
          queueIsPending={queueIsPending}
          onChange={change}
          className={cx('lg:border-r lg:border-line', opened && 'max-lg:hidden')}
        />
        {view.open !== undefined ? (
          <ConversationView
            key={view.open}
            id={view.open}
            isLive={isLive}
            onSeen={see}
            onBack={() => change({ open: undefined })}
          />
        ) : (
          <div className="grid place-items-center max-lg:hidden">
            <EmptyState icon={MessagesSquare} title={t('none')} text={t('noneText')} />
          </div>
        )}
      </div>
    </>
  );
}
