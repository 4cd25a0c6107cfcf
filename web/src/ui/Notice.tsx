import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '~/lib/cx';
import { INK, SOFT, type Tone } from './tone';

interface Props {
  icon: LucideIcon;
  tone: Tone;
  title?: string;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Something that whoever reads the page should know before the rest. */
export function Notice({ icon: Icon, tone, title, children, action, className }: Props) {
  return (
    <div
      className={cx(
        'flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl px-4 py-3 forced-colors:border',
        SOFT[tone],
        className,
      )}
    >
      <Icon aria-hidden size={18} strokeWidth={1.9} className="shrink-0" />
      <div className="min-w-0 flex-1 basis-60 text-sm text-pretty text-ink">
        {title && <p className={cx('font-semibold', INK[tone])}>{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
