import { french } from '~/lib/typography';

export default french({
  hint: 'Par exemple 25/12/2026.',
  noDay: 'Écrivez un jour, par exemple 25/12/2026.',
} as const);
