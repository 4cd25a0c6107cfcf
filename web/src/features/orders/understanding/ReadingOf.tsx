import { ArrowRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Stat } from '~/ui/Stat';
import { useIntent } from '../words/useWords';
import type { Reading } from './api';

/** What was understood, part by part; what the sentence does not say is said too. */
export function ReadingOf({ of }: { of: Reading }) {
  const t = useTranslations('ordersUnderstanding.trial');
  const tLanguage = useTranslations('ordersWords.languages');
  const intent = useIntent();
  const { longDay } = useFormats();
  const { period } = of;
  const none = <span className="font-normal text-mute">{t('none')}</span>;
  return (
    <div className="mt-4 border-t border-line pt-4">
      <dl className="grid grid-cols-1 gap-x-6 gap-y-3.5 sm:grid-cols-2 lg:grid-cols-3">
        <Stat label={t('intent')}>
          {intent(of.intent)}
          {of.because && (
            <span className="block text-sm font-normal text-mute">
              {t('because', { words: of.because })}
            </span>
          )}
        </Stat>
        <Stat label={t('language')}>{tLanguage(of.language)}</Stat>
        <Stat label={t('name')}>{of.name ?? none}</Stat>
        <Stat label={t('numbers')}>
          {of.numbers.length === 0 ? (
            none
          ) : (
            <ul className="flex flex-col gap-1.5">
              {of.numbers.map((number, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the same number may come twice
                <NumberRead key={place} of={number} />
              ))}
            </ul>
          )}
        </Stat>
        <Stat label={t('period')}>
          {period === null
            ? none
            : period.first === period.last
              ? t('day', { day: longDay(period.first) })
              : t('days', { first: longDay(period.first), last: longDay(period.last) })}
        </Stat>
        <Stat label={t('today')}>{longDay(of.today)}</Stat>
      </dl>
    </div>
  );
}

function NumberRead({ of }: { of: Reading['numbers'][number] }) {
  const t = useTranslations('ordersUnderstanding.trial');
  return (
    <li>
      <span className="num flex flex-wrap items-center gap-x-1.5">
        <span className="font-normal text-mute">{t('quoted', { words: of.written })}</span>
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <ArrowRight aria-hidden size={14} className="shrink-0 text-mute" />
          <span className="sr-only">{t('becomes')}</span>
          {of.number}
        </span>
      </span>
      <span className="block text-sm font-normal text-mute">
        {t('asked', { count: of.sources.length, sources: of.sources.join(', ') })}
      </span>
    </li>
  );
}
