import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readOrderSearch } from '~/features/orders/search';
import { signedIn } from '../session/guard';
import { root } from './root';

/** What answers customers, and what sees to it that they are answered: two chunks. */
const serving = () => import('~/features/orders/serving');
const tending = () => import('~/features/orders/tending');

const layout = createRoute({
  getParentRoute: () => root,
  path: '/orders',
  component: lazyRouteComponent(
    () => import('~/features/orders/layout/OrdersLayout'),
    'OrdersLayout',
  ),
});

const track = createRoute({
  getParentRoute: () => layout,
  path: '/',
  validateSearch: readOrderSearch,
  component: lazyRouteComponent(() => import('~/features/orders/OrdersPage'), 'OrdersPage'),
});

const staff = createRoute({ getParentRoute: () => layout, id: 'staff', beforeLoad: signedIn });

const desk = createRoute({
  getParentRoute: () => staff,
  path: '/desk',
  component: lazyRouteComponent(serving, 'DeskPage'),
});

const find = createRoute({
  getParentRoute: () => staff,
  path: '/find',
  component: lazyRouteComponent(serving, 'FindPage'),
});

const figures = createRoute({
  getParentRoute: () => staff,
  path: '/figures',
  component: lazyRouteComponent(serving, 'FiguresPage'),
});

const queries = createRoute({
  getParentRoute: () => staff,
  path: '/queries',
  component: lazyRouteComponent(tending, 'QueriesPage'),
});

const answers = createRoute({
  getParentRoute: () => staff,
  path: '/answers',
  component: lazyRouteComponent(tending, 'AnswersPage'),
});

const understanding = createRoute({
  getParentRoute: () => staff,
  path: '/understanding',
  component: lazyRouteComponent(tending, 'UnderstandingPage'),
});

const sources = createRoute({
  getParentRoute: () => staff,
  path: '/sources',
  component: lazyRouteComponent(tending, 'SourcesPage'),
});

const widgets = createRoute({
  getParentRoute: () => staff,
  path: '/widgets',
  component: lazyRouteComponent(tending, 'WidgetsPage'),
});

export const orderRoutes = layout.addChildren([
  track,
  staff.addChildren([desk, find, figures, queries, answers, understanding, sources, widgets]),
]);
