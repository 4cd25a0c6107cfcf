import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  plot: '{label}: chart, arrow keys move over the points',
  show: 'Show the figures',
  hide: 'Hide the figures',
} satisfies Deep<typeof fr>;
