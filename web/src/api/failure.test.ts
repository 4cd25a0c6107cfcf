import { describe, expect, test } from 'vitest';
import { asFailure, kindOfStatus, toFailure, unreachable } from './failure';

const answer = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

test.each([
  [400, 'invalid'],
  [401, 'signedOut'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [408, 'timeout'],
  [409, 'conflict'],
  [410, 'notFound'],
  [422, 'invalid'],
  [429, 'tooMany'],
  [500, 'unexpected'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'timeout'],
  [418, 'unexpected'],
] as const)('status %d is told as %s', (status, kind) => {
  expect(kindOfStatus(status)).toBe(kind);
});

describe('a problem document', () => {
  const failure = toFailure(answer(503, { 'Retry-After': '12' }), {
    code: 'overloaded',
    detail: 'Trop de demandes en même temps.',
    request_id: '01JDA7K3',
    errors: [{ pointer: '/number', code: 'missing', detail: 'Champ obligatoire.' }, 'noise'],
  });

  test('keeps its code, its sentence and its request id', () => {
    expect(failure.facts).toMatchObject({
      code: 'overloaded',
      detail: 'Trop de demandes en même temps.',
      requestId: '01JDA7K3',
    });
  });

  test('says how long to wait', () => {
    expect(failure.facts.retryAfterS).toBe(12);
  });

  test('keeps the errors of fields that have their shape', () => {
    expect(failure.facts.fields?.map(({ pointer }) => pointer)).toEqual(['/number']);
  });
});

test.each([undefined, null, '<html>Bad gateway</html>', { code: 7, errors: 'none' }])(
  'a body that is no problem (%j) leaves the sentence to the page',
  (body) => {
    expect(toFailure(answer(502), body).facts).toMatchObject({
      code: undefined,
      detail: undefined,
    });
  },
);

test('the request id of the header is used when the body has none', () => {
  expect(toFailure(answer(500, { 'X-Request-ID': 'abc' }), '').facts.requestId).toBe('abc');
});

test('a time that is up is not a network that is away', () => {
  const timeout = new DOMException('time is up', 'TimeoutError');
  expect([unreachable(timeout).kind, unreachable(new TypeError('fetch failed')).kind]).toEqual([
    'timeout',
    'offline',
  ]);
});

test('what the person must change is not retried', () => {
  expect([422, 404, 429, 503].map((status) => toFailure(answer(status), {}).mayPass)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('a fault of the page itself is unexpected', () => {
  expect(asFailure(new TypeError('undefined is not a function')).kind).toBe('unexpected');
});
