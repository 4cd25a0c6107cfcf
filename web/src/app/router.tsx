import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { CrashPage } from './CrashPage';
import { NotFoundPage } from './NotFoundPage';
import { consoleRoutes } from './routes/console';
import { gatewayRoutes } from './routes/gateway';
import { identityRoutes } from './routes/identity';
import { orderRoutes } from './routes/orders';
import { retailRoutes } from './routes/retail';
import { root } from './routes/root';
import { staffRoutes } from './routes/staff';
import { workforceRoutes } from './routes/workforce';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('~/features/home/HomePage'), 'HomePage'),
});

const health = createRoute({
  getParentRoute: () => root,
  path: '/health',
  component: lazyRouteComponent(() => import('~/features/health/HealthPage'), 'HealthPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    orderRoutes,
    retailRoutes,
    workforceRoutes,
    staffRoutes,
    gatewayRoutes,
    health,
    consoleRoutes,
    ...identityRoutes,
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
