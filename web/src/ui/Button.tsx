import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button';
import { cx } from '~/lib/cx';

const KINDS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong data-pressed:bg-accent-strong',
  secondary: 'border border-line bg-surface text-ink dark:bg-raised shadow-card hover:border-edge',
  danger: 'bg-bad text-surface hover:opacity-90 data-pressed:opacity-90',
  quiet: 'text-mute hover:bg-raised hover:text-ink',
} as const;

interface Props extends Omit<ButtonProps, 'className' | 'children'> {
  kind?: keyof typeof KINDS;
  icon?: LucideIcon;
  /** Without visible text the button is a square and needs an `aria-label`. */
  children?: React.ReactNode;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/**
 * While it is pending a press does nothing and the focus stays. Not by React Aria's `isPending`: it
 * announces a progress bar that there is none of.
 */
const PENDING = {
  'aria-disabled': true,
  'data-pending': true,
  type: 'button',
  onPress: () => {},
} as const;

export function Button(props: Props) {
  const { kind = 'secondary', icon: Icon, children, className, isPending, ...rest } = props;
  return (
    <AriaButton
      {...rest}
      {...(isPending && PENDING)}
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-lg text-sm font-medium',
        'h-8 whitespace-nowrap transition-colors max-sm:h-11 print:hidden',
        'forced-colors:border disabled:cursor-not-allowed disabled:opacity-60 data-pending:opacity-70',
        children === undefined ? 'w-8 max-sm:w-11' : 'px-3',
        KINDS[kind],
        className,
      )}
    >
      {Icon && <Icon aria-hidden size={16} strokeWidth={1.9} />}
      {children}
    </AriaButton>
  );
}
