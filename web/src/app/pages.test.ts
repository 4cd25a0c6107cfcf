import { expect, test } from 'vitest';
import { availablePages, pageAt } from './pages';

const ids = (apps: string[] | undefined) => availablePages(apps && { apps }).map(({ id }) => id);

test.each([
  [undefined, ['home', 'health']],
  [[], ['home', 'health']],
  [['orders'], ['home', 'orders', 'health']],
  [
    ['console', 'orders'],
    ['home', 'orders', 'health', 'console'],
  ],
  [
    ['orders', 'not-known-here'],
    ['home', 'orders', 'health'],
  ],
])('with the apps %j there are the pages %j', (apps, pages) => {
  expect(ids(apps)).toEqual(pages);
});

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
