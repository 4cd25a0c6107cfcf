import { french } from '~/lib/typography';

export default french({
  title: 'Jetons de service',
  description: 'Ils laissent des machines appeler l’API sans agir au nom de quelqu’un.',
  make: 'Créer un jeton',
  empty: 'Aucun jeton de service',
  emptyText: 'Créez-en un par programme : vous pourrez le révoquer sans toucher aux autres.',
  nothingToGive: 'Vous n’avez aucun droit qu’un jeton puisse porter.',
} as const);
