import { Check, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import type { Step, StepState } from './progress';

const DOTS: Record<StepState, string> = {
  done: 'bg-accent text-on-accent',
  current: 'border-2 border-accent bg-surface text-accent animate-halo',
  upcoming: 'border-2 border-edge/60 bg-surface',
  stopped: 'bg-bad text-surface',
};

/** Across on wide screens, down on phones: one list, two layouts of the same grid. */
export function Timeline({ steps, late }: { steps: readonly Step[]; late: boolean }) {
  return (
    <ol className="flex flex-col sm:flex-row">
      {steps.map((step, index) => (
        <TimelineStep
          key={`${step.key} ${step.on}`}
          step={step}
          late={late}
          next={steps[index + 1]?.state}
        />
      ))}
    </ol>
  );
}

interface StepProps {
  step: Step;
  late: boolean;
  next: StepState | undefined;
}

function TimelineStep({ step, late, next }: StepProps) {
  const t = useTranslations('ordersPage.steps');
  const { shortDay } = useFormats();
  const { key, state, label, on, expected } = step;
  return (
    <li
      aria-current={state === 'current' ? 'step' : undefined}
      className={cx(
        'relative flex min-w-0 gap-3 pb-6 last:pb-0',
        'sm:flex-1 sm:flex-col sm:gap-2.5 sm:pb-0 sm:last:flex-none',
      )}
    >
      {next && <Connector ahead={next === 'upcoming'} />}
      <span
        aria-hidden
        className={cx(
          'keep-colour relative grid size-6 shrink-0 place-items-center rounded-full',
          DOTS[state],
        )}
      >
        {state === 'done' && <Check size={14} strokeWidth={3} />}
        {state === 'stopped' && <X size={14} strokeWidth={3} />}
        {state === 'current' && <span className="size-2 rounded-full bg-accent" />}
      </span>
      <div className="min-w-0 sm:pr-3 sm:last:pr-0">
        <p
          className={cx(
            'text-sm leading-6 sm:leading-5',
            state === 'upcoming' ? 'text-mute' : 'font-medium',
            state === 'current' && 'text-accent',
            state === 'stopped' && 'text-bad',
          )}
        >
          {key === 'other' && label ? label : t(key)}
          <span className="sr-only">, {t(`state.${state}`)}</span>
        </p>
        {on && <p className="num text-xs text-mute">{shortDay(on)}</p>}
        {expected && (
          <p className={cx('num text-xs', late ? 'text-warn' : 'text-mute')}>
            {t('expected', { day: shortDay(expected) })}
          </p>
        )}
      </div>
    </li>
  );
}

function Connector({ ahead }: { ahead: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        'keep-colour absolute top-7 bottom-1 left-[11px] w-0.5 rounded-full',
        'sm:top-[11px] sm:right-1 sm:bottom-auto sm:left-7 sm:h-0.5 sm:w-auto',
        ahead ? 'bg-line' : 'bg-accent',
      )}
    />
  );
}
