import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import type { Author, Message } from './api';
import { OrderCard } from './OrderCard';
import { TraceOf } from './TraceOf';

const BUBBLES: Record<Exclude<Author, 'system'>, string> = {
  customer: 'self-start rounded-bl-sm bg-raised',
  assistant: 'self-end rounded-br-sm border border-line bg-surface',
  agent: 'self-end rounded-br-sm bg-accent-soft',
};

/** The customer on the left, whoever answers on the right, what happened in the middle. */
export function MessageView({ of: message }: { of: Message }) {
  const t = useTranslations('ordersDesk');
  const { author, text, card, trace } = message;
  if (author === 'system') {
    return (
      <li className="mx-auto max-w-[60ch] px-3 text-center text-xs text-pretty text-mute">
        {text} · <Time at={message.at} />
      </li>
    );
  }
  const ours = author !== 'customer';
  return (
    <li className={cx('flex max-w-full flex-col gap-1', ours ? 'items-end' : 'items-start')}>
      <p className="text-xs text-mute">
        {author === 'agent' ? (message.agent ?? t('authors.agent')) : t(`authors.${author}`)}
        {' · '}
        <Time at={message.at} />
      </p>
      <div
        className={cx(
          'max-w-[min(68ch,88%)] rounded-2xl px-3.5 py-2 forced-colors:border',
          BUBBLES[author],
        )}
      >
        <p className="break-words text-pretty whitespace-pre-wrap">{text}</p>
        {card && <OrderCard of={card} />}
      </div>
      {trace && <TraceOf of={trace} />}
    </li>
  );
}

function Time({ at }: { at: string }) {
  const { time, moment } = useFormats();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={moment(instant)} className="num whitespace-nowrap">
      {time(instant)}
    </time>
  );
}
