import { Switch as AriaSwitch, type SwitchProps } from 'react-aria-components/Switch';
import { cx } from '~/lib/cx';

interface Props extends Omit<SwitchProps, 'className' | 'children'> {
  children: React.ReactNode;
}

export function Switch({ children, ...rest }: Props) {
  return (
    <AriaSwitch
      {...rest}
      className="group flex min-h-8 max-sm:min-h-11 items-center justify-between gap-4 rounded-lg font-medium"
    >
      {children}
      <span
        aria-hidden
        className={cx(
          'flex h-5 w-9 shrink-0 items-center rounded-full bg-edge p-0.5 transition-colors',
          'group-data-selected:bg-accent group-data-focus-visible:outline-2',
          'group-data-focus-visible:outline-offset-2 group-data-focus-visible:outline-accent',
        )}
      >
        <span
          className={cx(
            'keep-colour size-4 rounded-full bg-surface transition-transform',
            'group-data-selected:translate-x-4',
          )}
        />
      </span>
    </AriaSwitch>
  );
}
