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

const national = createRoute({
  getParentRoute: () => layout,
  path: '/',
  component: lazyRouteComponent(
    () => import('~/features/workforce/national/NationalPage'),
    'NationalPage',
  ),
});

const centres = createRoute({
  getParentRoute: () => layout,
  path: '/centres',
  component: lazyRouteComponent(
    () => import('~/features/workforce/centre/CentresPage'),
    'CentresPage',
  ),
});

const centre = createRoute({
  getParentRoute: () => layout,
  path: '/centres/$place',
  component: lazyRouteComponent(
    () => import('~/features/workforce/centre/CentrePage'),
    'CentrePage',
  ),
});

const reference = createRoute({
  getParentRoute: () => layout,
  path: '/reference',
  component: lazyRouteComponent(
    () => import('~/features/workforce/reference/ReferencePage'),
    'ReferencePage',
  ),
});

const simulations = createRoute({
  getParentRoute: () => layout,
  path: '/simulations',
  component: lazyRouteComponent(
    () => import('~/features/workforce/simulations/SimulationsPage'),
    'SimulationsPage',
  ),
});

const imports = createRoute({
  getParentRoute: () => layout,
  path: '/imports',
  component: lazyRouteComponent(
    () => import('~/features/workforce/imports/ImportsPage'),
    'ImportsPage',
  ),
});

const settings = createRoute({
  getParentRoute: () => layout,
  path: '/settings',
  component: lazyRouteComponent(
    () => import('~/features/workforce/settings/SettingsPage'),
    'SettingsPage',
  ),
});

export const workforceRoutes = layout.addChildren([
  national,
  centres,
  centre,
  reference,
  simulations,
  imports,
  settings,
]);
