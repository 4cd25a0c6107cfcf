import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Conversation } from './api';
import { MessageView } from './MessageView';
import { useNewest } from './useNewest';

/** Everything said so far; it follows what is new unless one has scrolled back. */
export function Thread({ of }: { of: Conversation }) {
  const t = useTranslations('ordersDesk');
  const box = useRef<HTMLElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useNewest(box, end, of.messages.at(-1)?.seq);
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
      tabIndex={0}
      aria-label={t('thread')}
      className="min-h-0 flex-1 px-4 py-4 focus-visible:-outline-offset-2 lg:overflow-y-auto"
    >
      <div role="log" className="relative">
        <ol className="flex flex-col gap-3">
          {of.messages.map((message) => (
            <MessageView key={message.seq} of={message} />
          ))}
        </ol>
        <div ref={end} aria-hidden className="pointer-events-none absolute bottom-0 h-30 w-px" />
      </div>
    </section>
  );
}
