import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { readOrderSearch } from '~/features/orders/search';
import { CrashedShell, CrashPage } from './CrashPage';
import { NotFoundPage } from './NotFoundPage';
import { Shell } from './shell/Shell';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashedShell,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('~/features/home/HomePage'), 'HomePage'),
});

const orders = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  validateSearch: readOrderSearch,
  component: lazyRouteComponent(() => import('~/features/orders/OrdersPage'), 'OrdersPage'),
});

const health = createRoute({
  getParentRoute: () => root,
  path: '/health',
  component: lazyRouteComponent(() => import('~/features/health/HealthPage'), 'HealthPage'),
});

const consoleLayout = createRoute({
  getParentRoute: () => root,
  path: '/console',
  component: lazyRouteComponent(() => import('~/features/console/ConsoleLayout'), 'ConsoleLayout'),
});

const consoleOverview = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/',
  component: lazyRouteComponent(() => import('~/features/console/OverviewPage'), 'OverviewPage'),
});

const consoleJobs = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/jobs',
  component: lazyRouteComponent(() => import('~/features/console/jobs/JobsPage'), 'JobsPage'),
});

const consoleCache = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/cache',
  component: lazyRouteComponent(() => import('~/features/console/cache/CachePage'), 'CachePage'),
});

const consoleRetention = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/retention',
  component: lazyRouteComponent(
    () => import('~/features/console/retention/RetentionPage'),
    'RetentionPage',
  ),
});

const consoleSlowQueries = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/slow-queries',
  component: lazyRouteComponent(
    () => import('~/features/console/slow-queries/SlowQueriesPage'),
    'SlowQueriesPage',
  ),
});

const consoleLocks = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/locks',
  component: lazyRouteComponent(() => import('~/features/console/locks/LocksPage'), 'LocksPage'),
});

const consoleWebhooks = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/webhooks',
  component: lazyRouteComponent(
    () => import('~/features/console/webhooks/WebhooksPage'),
    'WebhooksPage',
  ),
});

const consoleMail = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/mail',
  component: lazyRouteComponent(() => import('~/features/console/mail/MailPage'), 'MailPage'),
});

const consoleCounters = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/counters',
  component: lazyRouteComponent(
    () => import('~/features/console/counters/CountersPage'),
    'CountersPage',
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    orders,
    health,
    consoleLayout.addChildren([
      consoleOverview,
      consoleJobs,
      consoleCache,
      consoleRetention,
      consoleSlowQueries,
      consoleLocks,
      consoleWebhooks,
      consoleMail,
      consoleCounters,
    ]),
  ]),
  // The server writes the root path into <base href>.
  basepath: new URL(document.baseURI).pathname,
  defaultPreload: 'intent',
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
