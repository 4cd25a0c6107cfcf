import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const layout = createRoute({
  getParentRoute: () => root,
  path: '/gateway',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('~/features/gateway/GatewayLayout'), 'GatewayLayout'),
});

const usage = createRoute({
  getParentRoute: () => layout,
  path: '/',
  component: lazyRouteComponent(() => import('~/features/gateway/usage/UsagePage'), 'UsagePage'),
});

const keys = createRoute({
  getParentRoute: () => layout,
  path: '/keys',
  component: lazyRouteComponent(() => import('~/features/gateway/keys/KeysPage'), 'KeysPage'),
});

const providers = createRoute({
  getParentRoute: () => layout,
  path: '/providers',
  component: lazyRouteComponent(
    () => import('~/features/gateway/providers/ProvidersPage'),
    'ProvidersPage',
  ),
});

const playground = createRoute({
  getParentRoute: () => layout,
  path: '/playground',
  component: lazyRouteComponent(
    () => import('~/features/gateway/playground/PlaygroundPage'),
    'PlaygroundPage',
  ),
});

export const gatewayRoutes = layout.addChildren([usage, keys, providers, playground]);
