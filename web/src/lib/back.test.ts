import { expect, test } from 'vitest';
import { backTo } from './back';

test.each([
  undefined,
  42,
  '',
  'console',
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  '/sign-in?back=/sign-in',
  '/reset',
])('%j leads home', (wanted) => {
  expect(backTo(wanted)).toEqual({ to: '/', search: {} });
});

test('a page of the app is what it says', () => {
  expect(backTo('/console/jobs?state=failed&job=12')).toEqual({
    to: '/console/jobs',
    search: { state: 'failed', job: 12 },
  });
});
