import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const consoleLayout = createRoute({
  getParentRoute: () => root,
  path: '/console',
  beforeLoad: signedIn,
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

export const consoleRoutes = consoleLayout.addChildren([
  consoleOverview,
  consoleJobs,
  consoleCache,
  consoleRetention,
  consoleSlowQueries,
  consoleLocks,
  consoleWebhooks,
  consoleMail,
  consoleCounters,
]);
