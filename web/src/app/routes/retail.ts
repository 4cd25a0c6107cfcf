import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const lists = () => import('~/features/retail/pages');

const layout = createRoute({
  getParentRoute: () => root,
  path: '/retail',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('~/features/retail/RetailLayout'), 'RetailLayout'),
});

const dashboard = createRoute({
  getParentRoute: () => layout,
  path: '/',
  component: lazyRouteComponent(
    () => import('~/features/retail/dashboard/DashboardPage'),
    'DashboardPage',
  ),
});

const consolidation = createRoute({
  getParentRoute: () => layout,
  path: '/consolidation',
  component: lazyRouteComponent(
    () => import('~/features/retail/consolidation/ConsolidationPage'),
    'ConsolidationPage',
  ),
});

const simulator = createRoute({
  getParentRoute: () => layout,
  path: '/simulator',
  component: lazyRouteComponent(
    () => import('~/features/retail/simulator/SimulatorPage'),
    'SimulatorPage',
  ),
});

const imports = createRoute({
  getParentRoute: () => layout,
  path: '/imports',
  component: lazyRouteComponent(
    () => import('~/features/retail/imports/ImportsPage'),
    'ImportsPage',
  ),
});

const catalogue = createRoute({
  getParentRoute: () => layout,
  path: '/catalogue',
  component: lazyRouteComponent(lists, 'CataloguePage'),
});

const targets = createRoute({
  getParentRoute: () => layout,
  path: '/targets',
  component: lazyRouteComponent(lists, 'TargetsPage'),
});

export const retailRoutes = layout.addChildren([
  dashboard,
  consolidation,
  simulator,
  imports,
  catalogue,
  targets,
]);
