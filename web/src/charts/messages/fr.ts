import { french } from '~/lib/typography';

export default french({
  plot: '{label} : graphique, les flèches parcourent les points',
  show: 'Voir les chiffres',
  hide: 'Masquer les chiffres',
} as const);
