import { cx } from '~/lib/cx';

export interface Part {
  name: string;
  amount: number;
  /** The fill, as a class. */
  fill: string;
}

/** How a whole divides, as one bar; the words for it are in `label`. */
export function ShareBar({ label, parts }: { label: string; parts: readonly Part[] }) {
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0);
  return (
    <div
      role="img"
      aria-label={label}
      className="flex h-2 gap-px overflow-hidden rounded-full bg-line"
    >
      {parts
        .filter(({ amount }) => amount > 0)
        .map(({ name, amount, fill }) => (
          <span
            key={name}
            className={cx('keep-colour h-full min-w-0.5', fill)}
            style={{ width: `${(amount / whole) * 100}%` }}
          />
        ))}
    </div>
  );
}
