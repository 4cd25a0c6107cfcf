import { type ReactNode, useId } from 'react';
import { cx } from '~/lib/cx';

interface Props {
  title: ReactNode;
  action?: ReactNode;
  /** Lists and tables bring their own padding. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

export function Card({ title, action, flush, className, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx('card min-w-0', className)}>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-2 pb-1">
        <h2 id={id} className="font-semibold tracking-tight whitespace-nowrap">
          {title}
        </h2>
        {action}
      </div>
      <div className={flush ? undefined : 'px-4 pb-4'}>{children}</div>
    </section>
  );
}
