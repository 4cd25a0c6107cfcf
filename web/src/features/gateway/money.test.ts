import { expect, test } from 'vitest';
import { toEuros, toMicros } from './money';

test.each([0.59, 0.079, 12.5, 0.000001, 1_234_567.89])(
  '%f euros are the same after being stored',
  (euros) => {
    expect(toEuros(toMicros(euros))).toBe(euros);
  },
);
