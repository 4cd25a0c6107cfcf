import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Why this number?',
  of: '{shown}, why this number?',
  what: '{what}: {shown}, why this number?',
  text: 'the calculation',
  show: 'Show what “{label}” is made of',
  unfold: 'Unfold all',
  fold: 'Fold',
  more: '{count, plural, one {# more line} other {# more lines}}',
  source: 'Source:',
} satisfies Deep<typeof fr>;
