import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const layout = createRoute({
  getParentRoute: () => root,
  path: '/retail',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('~/features/retail/RetailLayout'), 'RetailLayout'),
});

export const retailRoutes = layout;
