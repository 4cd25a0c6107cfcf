import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '~/lib/cx';
import { SOFT, type Tone } from './tone';

interface Props {
  tone?: Tone;
  icon?: LucideIcon;
  children: ReactNode;
}

export function Badge({ tone = 'neutral', icon: Icon, children }: Props) {
  return (
    <span
      className={cx(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium',
        'whitespace-nowrap forced-colors:border',
        SOFT[tone],
      )}
    >
      {Icon && <Icon aria-hidden size={13} strokeWidth={2.2} />}
      {children}
    </span>
  );
}
