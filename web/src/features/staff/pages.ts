/** The pages of the app, in the order of its navigation, and what one must be allowed to. */
export const STAFF_PAGES = [
  {
    id: 'people',
    path: '/staff',
    permission: 'staff.people.read',
    exact: true,
    below: '/staff/people/',
  },
  { id: 'me', path: '/staff/me', permission: 'staff.own.read' },
  { id: 'absences', path: '/staff/absences', permission: 'staff.absences.approve' },
  { id: 'calendar', path: '/staff/calendar', permission: 'staff.people.read' },
  { id: 'evaluations', path: '/staff/evaluations', permission: 'staff.evaluations.read' },
  { id: 'statistics', path: '/staff/statistics', permission: 'staff.evaluations.read' },
  { id: 'salaries', path: '/staff/salaries', permission: 'staff.salaries.read' },
  { id: 'register', path: '/staff/register', permission: 'staff.people.manage' },
  { id: 'activity', path: '/staff/activity', permission: 'staff.activity.read' },
] as const satisfies readonly {
  id: string;
  path: `/staff${string}`;
  permission: `staff.${string}`;
  exact?: boolean;
  below?: string;
}[];
