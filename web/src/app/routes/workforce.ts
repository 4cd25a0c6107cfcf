import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const layout = createRoute({
  getParentRoute: () => root,
  path: '/workforce',
  beforeLoad: signedIn,
  component: lazyRouteComponent(
    () => import('~/features/workforce/WorkforceLayout'),
    'WorkforceLayout',
  ),
});

export const workforceRoutes = layout;
