import { french } from '~/lib/typography';

export default french({
  nav: 'Pages du personnel',
  export: 'Exporter en Excel',
  pages: {
    people: 'Personnel',
    me: 'Mon espace',
    absences: 'Absences',
    calendar: 'Calendrier',
    evaluations: 'Évaluations',
    statistics: 'Statistiques',
    salaries: 'Paie',
    register: 'Registre',
    activity: 'Activité',
  },
});
