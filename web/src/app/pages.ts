import type { About } from '~/api/about';
import { healthPage } from '~/features/health/manifest';
import { homePage } from '~/features/home/manifest';
import { ordersPage } from '~/features/orders/manifest';

/** Every page, in the order of the sidebar. */
export const PAGES = [homePage, ordersPage, healthPage] as const;
export type AppPage = (typeof PAGES)[number];

/** Pages of apps that are not installed are not there; before the answer, only what always is. */
export function availablePages(about: Pick<About, 'apps'> | undefined): AppPage[] {
  return PAGES.filter((page) => !('app' in page) || about?.apps.includes(page.app));
}

export function pageAt(pathname: string): AppPage | undefined {
  const path = pathname.replace(/(.)\/+$/, '$1');
  return PAGES.find((page) => page.path === path);
}

export const healthPath = healthPage.path;
