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

const consolePeople = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/people',
  component: lazyRouteComponent(() => import('~/features/console/people/PeoplePage'), 'PeoplePage'),
});

const consoleRights = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/roles',
  component: lazyRouteComponent(() => import('~/features/console/rights/RightsPage'), 'RightsPage'),
});

const consolePlaces = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/places',
  component: lazyRouteComponent(() => import('~/features/console/places/PlacesPage'), 'PlacesPage'),
});

const consoleSessions = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/sessions',
  component: lazyRouteComponent(
    () => import('~/features/console/sessions/SessionsPage'),
    'SessionsPage',
  ),
});

const consoleTokens = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/tokens',
  component: lazyRouteComponent(() => import('~/features/console/tokens/TokensPage'), 'TokensPage'),
});

const consoleAudit = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/audit',
  component: lazyRouteComponent(() => import('~/features/console/audit/AuditPage'), 'AuditPage'),
});

const consoleSettings = createRoute({
  getParentRoute: () => consoleLayout,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('~/features/console/settings/SettingsPage'),
    'SettingsPage',
  ),
});

export const consoleRoutes = consoleLayout.addChildren([
  consoleOverview,
  consolePeople,
  consoleRights,
  consolePlaces,
  consoleSessions,
  consoleTokens,
  consoleAudit,
  consoleSettings,
  consoleJobs,
  consoleCache,
  consoleRetention,
  consoleSlowQueries,
  consoleLocks,
  consoleWebhooks,
  consoleMail,
  consoleCounters,
]);
