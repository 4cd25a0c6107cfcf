import { BadgeCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useQuantities } from '~/lib/useFormats';
import { useNow } from '~/lib/useNow';
import { RowLink } from '~/ui/RowLink';
import { INK } from '~/ui/tone';
import { When } from '~/ui/When';
import type { Listed } from './api';
import { STATE_LOOK } from './stateLook';

interface Props {
  of: Listed;
  /** In the queue, from 1. */
  place: number;
  isOpen: boolean;
  isUnread: boolean;
  onOpen: () => void;
}

export function InboxRow({ of, place, isOpen, isUnread, onOpen }: Props) {
  const t = useTranslations('ordersDesk');
  const { tone, icon: Icon } = STATE_LOOK[of.state];
  const awaited = useAwaited(of, place);
  return (
    <li
      aria-current={isOpen ? 'true' : undefined}
      className={cx(
        'relative flex gap-3 border-b border-line px-3 py-2.5 transition-colors',
        isOpen ? 'bg-accent-soft forced-colors:outline-2' : 'hover:bg-raised',
      )}
    >
      <Icon aria-hidden size={16} className={cx('mt-0.5 shrink-0', INK[tone])} />
      <div className="min-w-0 flex-1">
        <RowLink onPress={onOpen}>
          <span
            className={cx(
              'block truncate text-sm',
              isUnread ? 'font-semibold text-ink' : 'font-normal',
              of.asked_text === null && 'text-mute',
            )}
          >
            {isUnread && <span className="sr-only">{t('unread')} </span>}
            {of.asked_text ?? t('nothingSaid')}
          </span>
        </RowLink>
        <div className="mt-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-mute">
          {awaited ?? <Standing of={of} />}
          <abbr
            title={t(`known.languages.${of.language}`)}
            className="font-medium uppercase no-underline"
          >
            {of.language}
          </abbr>
          {of.proven.length > 0 && (
            <span className="inline-flex items-center gap-1 whitespace-nowrap text-good">
              <BadgeCheck aria-hidden size={13} />
              {t('identified')}
            </span>
          )}
        </div>
      </div>
      {!awaited && <When at={of.last_at} className="mt-px text-xs text-mute" />}
      {isUnread && (
        <span aria-hidden className="keep-colour mt-1.5 size-2 shrink-0 rounded-full bg-accent" />
      )}
    </li>
  );
}

/** For how long the customer has waited for a person or for an answer; undefined for who has not. */
function useAwaited(of: Listed, place: number): ReactNode {
  const t = useTranslations('ordersDesk');
  const { duration } = useQuantities();
  const now = useNow();
  const forYou = of.state === 'with_agent' && of.mine && of.last_author === 'customer';
  const since = forYou ? of.asked_at : of.waiting_since;
  if (since === null) return undefined;
  const time = duration(Math.max(1, Math.round((now - Date.parse(since)) / 1000)));
  return (
    <p className="num font-medium text-warn">
      {forYou && t('waitsForYou', { time })}
      {!forYou && (place > 0 ? t('waitsAs', { place: String(place), time }) : t('waits', { time }))}
    </p>
  );
}

/** Who answers, or how it ended. */
function Standing({ of }: { of: Listed }) {
  const t = useTranslations('ordersDesk');
  if (of.state === 'with_agent') {
    return (
      <p className="truncate font-medium text-accent">
        {of.mine ? t('mine') : t('withAgent', { agent: of.agent ?? '' })}
      </p>
    );
  }
  return (
    <p className="num">
      {t(of.state === 'closed' ? 'isClosed' : `states.${of.state}`)} ·{' '}
      {t('questions', { count: of.questions })}
    </p>
  );
}
