import { cx } from '~/lib/cx';

/** A grey bar in the place and size of what is coming. */
export function Skeleton({ className, round }: { className: string; round?: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        'block animate-shimmer bg-line',
        round ? 'rounded-full' : 'rounded-md',
        className,
      )}
    />
  );
}
