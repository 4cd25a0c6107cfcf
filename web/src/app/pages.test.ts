import { expect, test } from 'vitest';
import { availablePages, pageAt } from './pages';

const ADMINISTRATOR = { permissions: ['console.jobs.read', 'console.jobs.manage'] };

const ids = (apps: string[] | undefined, me: typeof ADMINISTRATOR | null) =>
  availablePages(apps && { apps }, me).map(({ id }) => id);

test.each([
  [undefined, ['home', 'health', 'console']],
  [[], ['home', 'health', 'console']],
  [['orders'], ['home', 'orders', 'health', 'console']],
  [
    ['orders', 'not-known-here'],
    ['home', 'orders', 'health', 'console'],
  ],
])('with the apps %j an administrator has the pages %j', (apps, pages) => {
  expect(ids(apps, ADMINISTRATOR)).toEqual(pages);
});

test.each([null, { permissions: [] }, { permissions: ['orders.requests.read'] }])(
  'with %j there is no console',
  (me) => {
    expect(ids(['orders'], me)).toEqual(['home', 'orders', 'health']);
  },
);

test.each([
  ['/', 'home'],
  ['/orders', 'orders'],
  ['/orders/', 'orders'],
  ['/console/jobs', 'console'],
  ['/consoles', undefined],
  ['/nowhere', undefined],
])('at %s stands the page %s', (path, id) => {
  expect(pageAt(path)?.id).toBe(id);
});
