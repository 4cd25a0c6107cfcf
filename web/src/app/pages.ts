import type { About } from '~/api/about';
import { consolePage } from '~/features/console/manifest';
import { healthPage } from '~/features/health/manifest';
import { homePage } from '~/features/home/manifest';
import { ordersPage } from '~/features/orders/manifest';

/** Every page, in the order of the sidebar. */
export const PAGES = [homePage, ordersPage, healthPage, consolePage] as const;
export type AppPage = (typeof PAGES)[number];

/** Pages of apps that are not installed are not there; before the answer, only what always is. */
export function availablePages(about: Pick<About, 'apps'> | undefined): AppPage[] {
  return PAGES.filter((page) => !('app' in page) || about?.apps.includes(page.app));
}

/** The page that an address belongs to: its own, or one below it. */
export function pageAt(pathname: string): AppPage | undefined {
  const path = pathname.replace(/(.)\/+$/, '$1');
  return PAGES.find((page) => page.path === path || path.startsWith(`${page.path}/`));
}

export const healthPath = healthPage.path;
