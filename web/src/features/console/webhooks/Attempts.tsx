import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useQuantities } from '~/lib/useFormats';
import { StatusDot } from '~/ui/StatusDot';
import { When } from '~/ui/When';
import type { Attempt } from './api';

/** Every attempt of a delivery, in their order. */
export function Attempts({ attempts, rounds }: { attempts: readonly Attempt[]; rounds: number }) {
  const t = useTranslations('consoleWebhooks.delivery');
  if (attempts.length === 0) return <p className="text-sm text-mute">{t('noAttempt')}</p>;
  return (
    <ol className="divide-y divide-line rounded-lg border border-line">
      {attempts.map((attempt) => (
        <AttemptRow key={attempt.ended_at} attempt={attempt} many={rounds > 1} />
      ))}
    </ol>
  );
}

function AttemptRow({ attempt, many }: { attempt: Attempt; many: boolean }) {
  const t = useTranslations('consoleWebhooks.delivery');
  const { duration } = useQuantities();
  const { status, error, error_text: text, duration_ms: ms, excerpt } = attempt;
  return (
    <li className="px-3 py-2 text-sm">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <StatusDot tone={error === null ? 'good' : 'bad'} />
        <span className={cx('num font-medium', error !== null && 'text-bad')}>
          {status === null ? t('noAnswer') : t('status', { status: String(status) })}
        </span>
        {ms !== null && <span className="num text-mute">{duration(ms / 1000)}</span>}
        {many && (
          <span className="text-xs text-mute">{t('roundOf', { round: attempt.round })}</span>
        )}
        <When at={attempt.ended_at} className="ml-auto text-xs text-mute" />
      </div>
      {text && <p className="mt-0.5 pl-5 text-pretty">{text}</p>}
      {excerpt && (
        <p className="mt-1 line-clamp-4 pl-5 font-mono text-xs wrap-anywhere text-mute">
          <span className="sr-only">{t('excerpt')} </span>
          {excerpt}
        </p>
      )}
    </li>
  );
}
