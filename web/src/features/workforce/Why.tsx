import { WhySheet } from '~/parts/why/WhySheet';
import { type Asked, explain, RESULTS_KEY } from './api';
import { deeperWhy, readWhy } from './question';

/** Explains every number of people required that a page shows. */
export function Why({ asked }: { asked: Asked }) {
  return (
    <WhySheet
      scope={[...RESULTS_KEY, 'why', asked]}
      read={(why, signal) => explain(readWhy(why), asked, signal)}
      deeper={({ name }, why) => deeperWhy(name, why)}
    />
  );
}
