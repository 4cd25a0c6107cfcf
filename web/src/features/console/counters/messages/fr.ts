import { french } from '~/lib/typography';

export default french({
  title: 'Compteurs',
  description: 'Ce qui est compté, jour par jour, et ce qui l’est le plus.',
  period: 'Depuis',
  days: '{days, plural, one {# jour} other {# jours}}',
  names: {
    ordersTracked: 'Commandes retrouvées',
    ordersNotFound: 'Commandes introuvables',
  },
  today: 'dont {count, number} aujourd’hui',
  chart: '{name}, par jour : de {low, number} à {high, number}',
  bar: '{day} : {count, number}',
  table: { day: 'Jour', count: 'Nombre' },
  top: 'Les plus comptés',
  other: 'autres',
  empty: {
    title: 'Rien n’est compté ici',
    text: 'Aucune application installée ne tient de compteur.',
  },
} as const);
