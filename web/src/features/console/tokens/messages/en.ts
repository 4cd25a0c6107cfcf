import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Service tokens',
  description: 'They let machines call the API without acting for anybody.',
  make: 'Make a token',
  empty: 'No service token',
  emptyText: 'Make one per program: you can then revoke it without touching the others.',
  nothingToGive: 'You have no right that a token could have.',
} satisfies Deep<typeof fr>;
