import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Answers',
  description:
    'The sentences of the assistant, in your words. Whether French says tu or vous is set in the mapping of the source.',
  language: 'Language',
  languages: { fr: 'French', en: 'English' },
  source: 'Source',
  search: 'Search',
  searchHint: 'A word of the sentence',
  onlyOwn: 'Only those that you have changed',
  said: 'What the assistant says',
  name: 'Sentence',
  state: 'State',
  own: 'Your words',
  incomplete: 'Incomplete',
  nothing: 'No sentence matches',
  nothingText: 'Change the search or the filters.',
  sentence: 'Sentence of the assistant',
  text: 'Text',
  fields: 'Fields, filled in when it is said:',
  needed: 'required',
  noFields: 'This sentence has no field.',
  missing: '{fields} is missing: without it the sentence does not say what it is for.',
  preview: 'Preview, with made-up values',
  ours: 'Original sentence',
  save: 'Save',
  saved: 'The sentence is changed: it is said from now on.',
  restore: 'Back to the original sentence',
  restored: 'The original sentence is back.',
} as const satisfies Deep<typeof fr>;
