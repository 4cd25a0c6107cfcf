import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components/Checkbox';
import { cx } from '~/lib/cx';

interface Props extends Omit<CheckboxProps, 'className' | 'children'> {
  children: ReactNode;
}

/** Alone, or in a `CheckboxGroup`. */
export function Checkbox({ children, ...rest }: Props) {
  return (
    <AriaCheckbox
      {...rest}
      className="group flex min-h-8 cursor-default items-start gap-2.5 rounded-md py-1 text-sm max-sm:min-h-11 max-sm:items-center data-disabled:opacity-60"
    >
      <span
        aria-hidden
        className={cx(
          'keep-colour mt-0.5 grid size-4.5 shrink-0 place-items-center rounded border border-edge',
          'bg-surface text-on-accent group-data-selected:border-accent',
          'group-data-selected:bg-accent group-data-focus-visible:outline-2',
          'group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent',
        )}
      >
        <Check size={13} strokeWidth={3} className="opacity-0 group-data-selected:opacity-100" />
      </span>
      <span className="min-w-0">{children}</span>
    </AriaCheckbox>
  );
}
