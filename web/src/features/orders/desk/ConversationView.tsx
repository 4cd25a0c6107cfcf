import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, SearchX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { EmptyState } from '~/ui/EmptyState';
import { QueryView } from '~/ui/QueryView';
import { type Conversation, conversationQuery } from './api';
import { Deeds } from './Deeds';
import { Known } from './Known';
import { knownOf } from './known';
import { Reply } from './Reply';
import { STATE_LOOK } from './stateLook';
import { Thread } from './Thread';

interface Props {
  id: string;
  isLive: boolean;
  onSeen: (id: string, until: string) => void;
  onBack: () => void;
}

export function ConversationView({ id, isLive, onSeen, onBack }: Props) {
  const query = useQuery(conversationQuery(id, isLive));
  const until = query.data?.last_at;
  useEffect(() => {
    if (until !== undefined) onSeen(id, until);
  }, [id, until, onSeen]);
  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <Back onBack={onBack} />
      {isGone(query.error) ? (
        <Gone />
      ) : (
        <QueryView query={query}>{(conversation) => <Opened of={conversation} />}</QueryView>
      )}
    </div>
  );
}

function isGone(error: Error | null): boolean {
  return error !== null && asFailure(error).facts.code === 'orders.conversation_not_found';
}

/** The server's sentence is the customer's, who may begin another one. */
function Gone() {
  const t = useTranslations('ordersDesk');
  return <EmptyState icon={SearchX} title={t('gone')} text={t('goneText')} />;
}

function Back({ onBack }: { onBack: () => void }) {
  const t = useTranslations('ordersDesk');
  return (
    <div className="border-b border-line px-1 lg:hidden">
      <Button kind="quiet" icon={ChevronLeft} onPress={onBack} className="text-accent">
        {t('back')}
      </Button>
    </div>
  );
}

const SINGLE = {
  waiting: 'states.waiting',
  with_agent: 'mine',
  automatic: 'states.automatic',
  closed: 'isClosed',
} as const;

function Opened({ of }: { of: Conversation }) {
  const t = useTranslations('ordersDesk');
  const known = knownOf(of);
  const heading = useRef<HTMLHeadingElement>(null);
  const { tone, icon } = STATE_LOOK[of.state];
  // Whoever opened it from the list goes on reading here.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5">
        <h2
          ref={heading}
          tabIndex={-1}
          className="min-w-0 truncate text-lg font-semibold tracking-tight"
        >
          {known.name ?? known.numbers[0]?.number ?? t('someone')}
        </h2>
        <Badge tone={tone} icon={icon}>
          {of.state === 'with_agent' && !of.mine
            ? t('withAgent', { agent: of.agent ?? '' })
            : t(SINGLE[of.state])}
        </Badge>
        <Deeds of={of} />
      </header>
      <Known of={of} known={known} />
      <Thread of={of} />
      <Reply of={of} />
    </>
  );
}
