import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Somebody else has changed it meanwhile',
  text: 'Nothing that you typed is lost. Here is what stands there now, beside what you typed.',
  same: 'What stands there is what you typed already.',
  field: 'Field',
  mine: 'What you typed',
  theirs: 'What stands there',
  keep: 'Keep what I typed',
  take: 'Reload',
  reading: 'Reading what stands there…',
} satisfies Deep<typeof fr>;
