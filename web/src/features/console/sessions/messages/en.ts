import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Sessions',
  description: 'Who is signed in, on which device. An ended session stops working within a second.',
  current: 'Yours',
  unknown: 'Unknown device',
  table: {
    person: 'Person',
    device: 'Device',
    address: 'Address (start)',
    since: 'Since',
    seen: 'Seen',
  },
  empty: {
    title: 'Nobody is signed in',
    text: 'Open sessions of the people that your rights cover will appear here.',
  },
  end: {
    column: 'End',
    action: 'End',
    label: 'End the session of {name}',
    title: 'End this session of {name}?',
    text: 'What was not saved in it is lost. The person can sign in again.',
    done: 'The session of {name} has ended.',
  },
} satisfies Deep<typeof fr>;
