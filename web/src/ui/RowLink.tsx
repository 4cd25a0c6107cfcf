import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from '~/lib/cx';

/** The title of a row, whose whole surface can be pressed: the row must be `relative`. */
export function RowLink({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <Button
      onPress={onPress}
      className={cx(
        'block w-full min-w-0 text-left font-medium after:absolute after:inset-0 after:content-[""]',
        'focus-visible:outline-none focus-visible:after:outline-2',
        'focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
      )}
    >
      {children}
    </Button>
  );
}
