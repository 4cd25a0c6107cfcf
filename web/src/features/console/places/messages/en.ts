import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Places',
  description: 'The tree that the applications share: a role given for a place holds below it.',
  add: 'Add a place',
  closed: 'Closed',
  table: { name: 'Name', kind: 'Kind', code: 'Code', people: 'People' },
  empty: {
    title: 'No place yet',
    text: 'Without places every role holds everywhere. Add the largest first: the region or the direction.',
  },
  form: {
    add: 'New place',
    change: 'Change the place',
    nameMissing: 'Enter a name.',
    codeMissing: 'Enter a code.',
    codeHint: 'The one in your files; it is unique and does not change.',
    parent: 'Belongs to',
    top: 'Nothing: at the top',
    closed: 'Closed: it is kept, and nothing is expected of it',
    save: 'Save',
    saved: '{name} is saved.',
  },
} satisfies Deep<typeof fr>;
