import { useTranslations } from 'use-intl';
import { ProgressBar } from '~/ui/ProgressBar';
import type { Tone } from '~/ui/tone';
import type { Key } from '../api';
import { useMoney } from '../useMoney';

export const STATE_TONES: Record<Key['state'], Tone> = {
  open: 'good',
  low: 'warn',
  exhausted: 'bad',
  expired: 'neutral',
  revoked: 'neutral',
};

/** How much of a budget is gone, what is reserved included. */
export function BudgetBar({ of }: { of: Key }) {
  const t = useTranslations('gateway.keys');
  const { money } = useMoney();
  const { budget_micros: budget, spent_micros: spent, reserved_micros: reserved } = of;
  const share = budget === 0 ? 1 : Math.min(1, (spent + reserved) / budget);
  return (
    <span className="flex w-full flex-col gap-1">
      <ProgressBar
        label={t('budgetBar', { name: of.name })}
        share={share}
        tone={of.state === 'open' ? 'accent' : STATE_TONES[of.state]}
      />
      <span className="num text-xs text-mute">
        {t('spentOf', { spent: money(spent), budget: money(budget) })}
        {reserved > 0 && `, ${t('reserved', { reserved: money(reserved) })}`}
      </span>
    </span>
  );
}
