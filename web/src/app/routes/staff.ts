import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const layout = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('~/features/staff/StaffLayout'), 'StaffLayout'),
});

export const staffRoutes = layout;
