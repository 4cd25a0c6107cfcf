import { cx } from '~/lib/cx';
import { SOLID, type Tone } from './tone';

/** A decoration: the words beside it carry the state. */
export function StatusDot({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('keep-colour size-2 shrink-0 rounded-full', SOLID[tone], className)}
    />
  );
}
