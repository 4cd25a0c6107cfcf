import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Locks',
  description: 'What processes keep for themselves, and until when.',
  table: {
    title: 'Locks that are held',
    name: 'Lock',
    owner: 'Held by',
    token: 'Token',
    since: 'Since',
    until: 'Lease until',
    state: 'State',
  },
  held: 'Held',
  lapsed: 'Lease over',
  lapsedHint: 'The holder is stopped or cut off; whoever wants the lock can take it.',
  empty: {
    title: 'No lock is held',
    text: 'Nothing that runs excludes anything else at the moment.',
  },
} satisfies Deep<typeof fr>;
