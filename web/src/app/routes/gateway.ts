import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const layout = createRoute({
  getParentRoute: () => root,
  path: '/gateway',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('~/features/gateway/GatewayLayout'), 'GatewayLayout'),
});

export const gatewayRoutes = layout;
