import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { signedIn } from '../session/guard';
import { root } from './root';

const layout = createRoute({
  getParentRoute: () => root,
  path: '/staff',
  beforeLoad: signedIn,
  component: lazyRouteComponent(() => import('~/features/staff/StaffLayout'), 'StaffLayout'),
});

const people = createRoute({
  getParentRoute: () => layout,
  path: '/',
  component: lazyRouteComponent(() => import('~/features/staff/people/PeoplePage'), 'PeoplePage'),
});

const file = createRoute({
  getParentRoute: () => layout,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('~/features/staff/people/FilePage'), 'FilePage'),
});

const me = createRoute({
  getParentRoute: () => layout,
  path: '/me',
  component: lazyRouteComponent(() => import('~/features/staff/me/MySpacePage'), 'MySpacePage'),
});

const absences = createRoute({
  getParentRoute: () => layout,
  path: '/absences',
  component: lazyRouteComponent(
    () => import('~/features/staff/absences/AbsencesPage'),
    'AbsencesPage',
  ),
});

const calendar = createRoute({
  getParentRoute: () => layout,
  path: '/calendar',
  component: lazyRouteComponent(
    () => import('~/features/staff/calendar/CalendarPage'),
    'CalendarPage',
  ),
});

const evaluations = createRoute({
  getParentRoute: () => layout,
  path: '/evaluations',
  component: lazyRouteComponent(
    () => import('~/features/staff/evaluations/EvaluationsPage'),
    'EvaluationsPage',
  ),
});

const statistics = createRoute({
  getParentRoute: () => layout,
  path: '/statistics',
  component: lazyRouteComponent(
    () => import('~/features/staff/statistics/StatisticsPage'),
    'StatisticsPage',
  ),
});

const salaries = createRoute({
  getParentRoute: () => layout,
  path: '/salaries',
  component: lazyRouteComponent(() => import('~/features/staff/salaries/RunsPage'), 'RunsPage'),
});

const salaryRun = createRoute({
  getParentRoute: () => layout,
  path: '/salaries/$id',
  component: lazyRouteComponent(() => import('~/features/staff/salaries/RunPage'), 'RunPage'),
});

const payslip = createRoute({
  getParentRoute: () => layout,
  path: '/salaries/payslips/$id',
  component: lazyRouteComponent(
    () => import('~/features/staff/salaries/PayslipPage'),
    'PayslipPage',
  ),
});

const ownPayslip = createRoute({
  getParentRoute: () => layout,
  path: '/me/payslips/$id',
  component: lazyRouteComponent(
    () => import('~/features/staff/salaries/PayslipPage'),
    'OwnPayslipPage',
  ),
});

const register = createRoute({
  getParentRoute: () => layout,
  path: '/register',
  component: lazyRouteComponent(
    () => import('~/features/staff/register/RegisterPage'),
    'RegisterPage',
  ),
});

const activity = createRoute({
  getParentRoute: () => layout,
  path: '/activity',
  component: lazyRouteComponent(
    () => import('~/features/staff/activity/ActivityPage'),
    'ActivityPage',
  ),
});

export const staffRoutes = layout.addChildren([
  people,
  file,
  me,
  absences,
  calendar,
  evaluations,
  statistics,
  salaries,
  salaryRun,
  payslip,
  ownPayslip,
  register,
  activity,
]);
