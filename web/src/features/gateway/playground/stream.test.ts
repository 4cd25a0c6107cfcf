import { expect, test } from 'vitest';
import { readEvent } from './stream';

test.each([
  ['data: {"choices":[{"delta":{"content":"Bon"}}]}', { kind: 'text', text: 'Bon' }],
  ['data: {"choices":[]}', undefined],
  ['data: {"error":{"message":"Plus tard."}}', { kind: 'error', message: 'Plus tard.' }],
  [': still there', undefined],
  ['data: [DONE]', undefined],
  ['event: regie\ndata: {"cost_micros":12}', { kind: 'bill', bill: { cost_micros: 12 } }],
])('the event %j says %j', (event, piece) => {
  expect(readEvent(event)).toEqual(piece);
});
