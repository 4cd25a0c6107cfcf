import { expect, test } from 'vitest';
import { sentCode, takeSentCode } from './sentCode';

test.each(['', '#', '#code=', '#top'])('%j has no code', (hash) => {
  expect([takeSentCode(hash), sentCode()]).toEqual([false, undefined]);
});

test('a code that was taken is at hand', () => {
  takeSentCode('#code=a-b_c%2Bd');
  expect(sentCode()).toBe('a-b_c+d');
});
