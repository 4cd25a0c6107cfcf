import { ChevronDown, Route } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import { Stat } from '~/ui/Stat';
import { useIntent, useOutcome } from '../words/useWords';
import type { Trace } from './api';

/** One line that says how an answer came about, and opens. */
export function TraceOf({ of }: { of: Trace }) {
  const t = useTranslations('ordersDesk.trace');
  const { milliseconds } = useFormats();
  const intent = useIntent();
  const [open, setOpen] = useState(false);
  const id = useId();
  const steps = useRef<HTMLDivElement>(null);
  // That of the last answer opens below the edge of the thread.
  useEffect(() => {
    if (open) steps.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <div className="flex w-full flex-col items-end">
      <Button
        aria-expanded={open}
        {...(open && { 'aria-controls': id })}
        onPress={() => setOpen(!open)}
        className="-mr-1.5 inline-flex h-7 items-center gap-1.5 rounded-md px-1.5 text-xs text-mute hover:bg-raised hover:text-ink max-sm:h-11"
      >
        <Route aria-hidden size={13} />
        <span className="sr-only">{t('show')}</span>
        <span className="num">
          {intent(of.intent)}
          {of.origin && ` · ${t(`origins.${of.origin}`)}`} · {milliseconds(of.took_ms)}
        </span>
        <ChevronDown
          aria-hidden
          size={13}
          className={cx('transition-transform', open && 'rotate-180')}
        />
      </Button>
      {open && (
        <div
          ref={steps}
          id={id}
          className="w-full max-w-[560px] scroll-my-3 max-lg:scroll-mb-32 animate-rise rounded-lg border border-line bg-raised px-3.5 py-3"
        >
          <Steps of={of} />
        </div>
      )}
    </div>
  );
}

const PLANS = ['say', 'track', 'look_up', 'search', 'open', 'code', 'hand_over'] as const;

function Steps({ of }: { of: Trace }) {
  const t = useTranslations('ordersDesk.trace');
  const intent = useIntent();
  const outcome = useOutcome();
  const { milliseconds, shortDay, moment } = useFormats();
  const [first, last] = of.period ?? [];
  const plan = PLANS.find((each) => each === of.plan);
  return (
    <dl className="num grid grid-cols-2 gap-x-5 gap-y-3 text-sm sm:grid-cols-3">
      <Stat label={t('intent')}>{intent(of.intent)}</Stat>
      <Stat label={t('because')}>{of.because ? t('quoted', { words: of.because }) : '—'}</Stat>
      <Stat label={t('name')}>{of.name ?? '—'}</Stat>
      <Stat label={t('numbers')}>{of.numbers.length > 0 ? of.numbers.join(', ') : '—'}</Stat>
      <Stat label={t('period')}>
        {first && last ? t('days', { first: shortDay(first), last: shortDay(last) }) : '—'}
      </Stat>
      <Stat label={t('plan')}>{plan ? t(`plans.${plan}`) : of.plan}</Stat>
      <Stat label={t('origin')}>{t(`origins.${of.origin ?? 'none'}`)}</Stat>
      <Stat label={t('asOf')}>{of.as_of ? moment(new Date(of.as_of)) : '—'}</Stat>
      <Stat label={t('took')}>{milliseconds(of.took_ms)}</Stat>
      <Stat label={t('outcome')}>{outcome(of.outcome)}</Stat>
    </dl>
  );
}
