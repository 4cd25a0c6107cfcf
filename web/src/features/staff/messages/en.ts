import type fr from './fr';

export default {
  nav: 'Staff pages',
  export: 'Export to Excel',
  pages: {
    people: 'People',
    me: 'My space',
    absences: 'Absences',
    calendar: 'Calendar',
    evaluations: 'Evaluations',
    statistics: 'Statistics',
    salaries: 'Salaries',
    register: 'Register',
    activity: 'Activity',
  },
} satisfies typeof fr;
