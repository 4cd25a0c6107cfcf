import type { About } from '~/api/about';
import type { Me } from '~/api/me';
import { consolePage } from '~/features/console/manifest';
import { gatewayPage } from '~/features/gateway/manifest';
import { healthPage } from '~/features/health/manifest';
import { homePage } from '~/features/home/manifest';
import { ordersPage } from '~/features/orders/manifest';
import { retailPage } from '~/features/retail/manifest';
import { staffPage } from '~/features/staff/manifest';
import { workforcePage } from '~/features/workforce/manifest';

/** Every page, in the order of the sidebar. */
export const PAGES = [
  homePage,
  ordersPage,
  retailPage,
  workforcePage,
  staffPage,
  gatewayPage,
  healthPage,
  consolePage,
] as const;
export type AppPage = (typeof PAGES)[number];

type Installed = Pick<About, 'apps'> | undefined;
type Known = Pick<Me, 'permissions'> | null | undefined;

/** Whether its app is installed; before the answer, only what always is. */
export function isInstalled(page: AppPage, about: Installed): boolean {
  return !('app' in page) || (about?.apps.includes(page.app) ?? false);
}

/** Whether somebody may do something there. */
export function isOpenTo(page: AppPage, me: Known): boolean {
  if (!('permissions' in page)) return true;
  return me?.permissions.some((name) => name.startsWith(page.permissions)) ?? false;
}

export function availablePages(about: Installed, me: Known): AppPage[] {
  return PAGES.filter((page) => isInstalled(page, about) && isOpenTo(page, me));
}

/** The page that an address belongs to: its own, or one below it. */
export function pageAt(pathname: string): AppPage | undefined {
  const path = pathname.replace(/(.)\/+$/, '$1');
  return PAGES.find((page) => page.path === path || path.startsWith(`${page.path}/`));
}

export const healthPath = healthPage.path;
