import { cx } from '~/lib/cx';

/** A grey bar in the place and size of what is coming. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden className={cx('block animate-shimmer rounded-md bg-line', className)} />;
}
