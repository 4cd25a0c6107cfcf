import { french } from '~/lib/typography';

export default french({
  of: '{done, number} sur {total, number}',
  done: '{done, number} faits',
  waiting: 'En attente',
  stopping: 'Arrêt demandé',
  cancel: 'Arrêter',
} as const);
