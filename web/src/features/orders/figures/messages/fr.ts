import { french } from '~/lib/typography';

export default french({
  title: 'Chiffres',
  description: 'Les questions des clients, comptées avec leur réponse, jour par jour.',
  period: 'Période',
  days: '{days, plural, one {# jour} other {# jours}}',
  questions: 'Questions',
  share: '{share} des questions',
  byDay: 'Questions par jour',
  byIntent: 'Ce qui est demandé',
  fromCache: 'Servies par le cache',
  ofLookups: 'sur {count, plural, one {# recherche} other {# recherches}}',
  day: 'Jour',
  intent: 'Question',
  parts: {
    answered: 'Avec réponse',
    asked: 'Précisions',
    handed_over: 'Transmises',
    refused: 'Refusées',
    not_found: 'Introuvables',
    other: 'Autres',
  },
  empty: 'Aucune question pendant cette période',
  emptyText: 'Les chiffres s’affichent dès qu’un client pose une question.',
} as const);
