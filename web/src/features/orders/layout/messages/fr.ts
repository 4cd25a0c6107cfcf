import { french } from '~/lib/typography';

export default french({
  nav: 'Pages des commandes',
  pages: {
    track: 'Suivi',
    desk: 'Conversations',
    find: 'Recherche',
    figures: 'Chiffres',
    queries: 'Requêtes',
    answers: 'Réponses',
    understanding: 'Compréhension',
    sources: 'Sources',
    widgets: 'Widgets',
  },
} as const);
