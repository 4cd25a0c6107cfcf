import type { ReactNode } from 'react';
import { cx } from '~/lib/cx';
import { INK, type Tone } from './tone';

interface Props {
  label: string;
  tone?: Tone | undefined;
  /** What the number is made of, in a few words. */
  note?: ReactNode;
  children: ReactNode;
}

/** One number that a page opens with; stands in `Figures`. */
export function Figure({ label, tone, note, children }: Props) {
  return (
    <div className="card min-w-0 px-4 py-3">
      <dt className="truncate text-xs font-medium text-mute">{label}</dt>
      <dd>
        <span className={cx('num block text-xl font-semibold tracking-tight', tone && INK[tone])}>
          {children}
        </span>
        {note && <span className="num block truncate text-xs text-mute">{note}</span>}
      </dd>
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:auto-cols-fr sm:grid-flow-col sm:grid-cols-none">
      {children}
    </dl>
  );
}
