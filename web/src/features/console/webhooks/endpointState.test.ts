import { expect, test } from 'vitest';
import type { Endpoint } from './api';
import { shortAddress, stateOf } from './endpointState';

const endpoint = (some: Partial<Endpoint>) =>
  ({ enabled: true, failing_since: null, disabled_because: null, ...some }) as Endpoint;

test.each([
  [{}, 'on'],
  [{ failing_since: '2026-11-20T08:00:00Z' }, 'failing'],
  [{ enabled: false, disabled_because: 'failing' as const }, 'tooLong'],
  [{ enabled: false, disabled_because: 'gone' as const }, 'gone'],
])('an endpoint with %j is %s', (some, state) => {
  expect(stateOf(endpoint(some))).toBe(state);
});

test('a short address keeps host, port and path', () => {
  expect(shortAddress('https://erp.example.fr:8443/hooks')).toBe('erp.example.fr:8443/hooks');
});
