import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Figures',
  description: 'Questions of customers, counted with their answers, day by day.',
  period: 'Period',
  days: '{days, plural, one {# day} other {# days}}',
  questions: 'Questions',
  share: '{share} of questions',
  byDay: 'Questions by day',
  byIntent: 'What is asked',
  fromCache: 'From the cache',
  ofLookups: 'of {count, plural, one {# look-up} other {# look-ups}}',
  day: 'Day',
  intent: 'Question',
  parts: {
    answered: 'Answered',
    asked: 'Asked back',
    handed_over: 'Handed over',
    refused: 'Refused',
    not_found: 'Not found',
    other: 'Other',
  },
  empty: 'No question in this period',
  emptyText: 'The figures appear as soon as a customer asks a question.',
} as const satisfies Deep<typeof fr>;
