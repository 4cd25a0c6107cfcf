import { cx } from '~/lib/cx';
import { SOLID, type Tone } from './tone';

interface Props {
  label: string;
  /** From 0 to 1; null while nobody knows how much there is. */
  share: number | null;
  tone?: Tone;
  className?: string;
}

export function ProgressBar({ label, share, tone = 'accent', className }: Props) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      className={cx('h-1.5 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={cx(
          'keep-colour h-full rounded-full transition-[width] duration-300',
          SOLID[tone],
          share === null && 'w-1/3 animate-shimmer',
        )}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}
