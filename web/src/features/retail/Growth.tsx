import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useAmounts } from '~/lib/useAmounts';

interface Props {
  /** Per cent, or points; null where last year had nothing. */
  value: number | null;
  unit?: 'percent' | 'points';
  className?: string;
}

/** The change since last year: a sign, an arrow and a colour that say the same. */
export function Growth({ value, unit = 'percent', className }: Props) {
  const t = useTranslations('retail');
  const { signedPercent, signedPoints } = useAmounts();
  if (value === null) {
    return (
      <span className={cx('text-mute', className)} title={t('noLastYear')}>
        —
      </span>
    );
  }
  // What is printed as nothing is neither good nor bad.
  const shown = Math.round(value * 10);
  const Arrow = shown > 0 ? ArrowUpRight : shown < 0 ? ArrowDownRight : ArrowRight;
  return (
    <span
      className={cx(
        'num inline-flex items-baseline gap-0.5 whitespace-nowrap',
        shown > 0 ? 'text-good' : shown < 0 ? 'text-bad' : 'text-mute',
        className,
      )}
    >
      <Arrow aria-hidden size={13} className="shrink-0 self-center" />
      {unit === 'points' ? signedPoints(value) : signedPercent(value)}
    </span>
  );
}
