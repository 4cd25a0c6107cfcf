import { french } from '~/lib/typography';

export default french({
  hint: 'Jour, mois et année, par exemple 25/12/2026.',
  noDay: 'Écrivez un jour, par exemple 25/12/2026.',
} as const);
