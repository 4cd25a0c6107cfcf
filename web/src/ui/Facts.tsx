import type { ReactNode } from 'react';
import { Stat } from './Stat';

type Fact = readonly [label: string, value: ReactNode];

/** What is known of a record, in two columns; what is not known is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-3.5 sm:grid-cols-2">
      {facts
        .filter(
          ([, value]) => value !== null && value !== undefined && value !== false && value !== '',
        )
        .map(([label, value]) => (
          <Stat key={label} label={label}>
            {value}
          </Stat>
        ))}
    </dl>
  );
}
