import { cx } from '~/lib/cx';
import { useAmounts } from '~/lib/useAmounts';

/** The bar is full at a fifth above the target: its tick stands there for all. */
const FULL = 120;
const TARGET = 100;
/** From here on a target is nearly reached, in per cent. */
const NEAR = 97;

/** How much of a target is reached, in per cent: a bar with a tick, and the number. */
export function Attainment({ value }: { value: number | null }) {
  const { percent } = useAmounts();
  if (value === null) return <span className="text-mute">—</span>;
  return (
    <span className="inline-flex items-baseline justify-end gap-2">
      <TargetBar value={value} className="w-16 self-center" />
      <span className="num w-14 text-right">{percent(value)}</span>
    </span>
  );
}

/** The bar alone. */
export function TargetBar({ value, className }: { value: number; className: string }) {
  return (
    <span
      aria-hidden
      className={cx('relative h-1.5 overflow-hidden rounded-full bg-line', className)}
    >
      <span
        className={cx(
          'keep-colour block h-full rounded-full',
          value >= TARGET ? 'bg-good' : value >= NEAR ? 'bg-accent' : 'bg-bad',
        )}
        style={{ width: `${(Math.max(0, Math.min(value, FULL)) / FULL) * 100}%` }}
      />
      <span
        className="keep-colour absolute inset-y-0 w-0.5 bg-ink"
        style={{ left: `${(TARGET / FULL) * 100}%` }}
      />
    </span>
  );
}
