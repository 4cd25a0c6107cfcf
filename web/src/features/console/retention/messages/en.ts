import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Retention',
  description: 'What grows, how long it is kept, and what a purge would remove.',
  purgeAll: 'Purge',
  table: {
    title: 'Classes of data',
    name: 'Class',
    keep: 'Kept for',
    rows: 'Rows to purge',
    size: 'Space freed',
    actions: 'Actions',
    nothing: 'nothing',
    span: '{first} to {last}',
    one: 'on {day}',
  },
  days: '{days, plural, one {# day} other {# days}}',
  figures: {
    rows: 'Rows to purge',
    size: 'Space freed',
    classes: 'Classes concerned',
    of: 'of {count, number}',
  },
  night: 'The purge runs by itself every night; here it runs at once.',
  purge: {
    action: 'Purge',
    actionFor: 'Purge {name}',
    title: 'Purge “{name}”?',
    titleAll: 'Purge all classes?',
    text: '{rows, plural, one {# row will be deleted} other {# rows will be deleted}}, for good. A backup that was made before has them still.',
    done: '{rows, plural, =0 {There was nothing to delete.} one {# row has been deleted.} other {# rows have been deleted.}}',
    incomplete: 'Some are left: purge again, or wait for the night.',
    failed: 'The purge of {name} has failed. The server’s log says why.',
  },
  empty: {
    title: 'Nothing grows here',
    text: 'No class of data has been declared.',
  },
} satisfies Deep<typeof fr>;
