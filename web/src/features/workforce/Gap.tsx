import { ArrowDownRight, ArrowUpRight, Equal, type LucideIcon, Minus } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useUnits } from '~/lib/useFormats';
import { INK } from '~/ui/tone';
import { BALANCE_TONES, type Balance, balanceOf } from './balance';
import type { Figures } from './types';

const ICONS: Record<Balance, LucideIcon> = {
  short: ArrowDownRight,
  level: Equal,
  over: ArrowUpRight,
  none: Minus,
};

/** Present less required: by sign, by word, by arrow and by colour. */
export function Gap({ of }: { of: Pick<Figures, 'gap' | 'ratio'> }) {
  const t = useTranslations('workforce.balance');
  const { change } = useUnits();
  const balance = balanceOf(of);
  const Icon = ICONS[balance];
  return (
    <span
      className={cx(
        'num inline-flex items-center justify-end gap-3 whitespace-nowrap',
        INK[BALANCE_TONES[balance]],
      )}
    >
      <span className="inline-flex items-center gap-1 text-xs">
        <Icon aria-hidden size={14} className="shrink-0" />
        {t(balance)}
      </span>
      <span className="min-w-14 text-right">{change(of.gap, 2)}</span>
    </span>
  );
}
