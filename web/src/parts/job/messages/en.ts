import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  of: '{done, number} of {total, number}',
  done: '{done, number} done',
  waiting: 'Waiting',
  stopping: 'Asked to stop',
  cancel: 'Stop',
} satisfies Deep<typeof fr>;
