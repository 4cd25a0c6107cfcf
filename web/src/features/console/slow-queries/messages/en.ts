import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Slow queries',
  description: 'SQL queries above {threshold}, grouped by shape and day.',
  descriptionPlain: 'SQL queries above the threshold, grouped by shape and day.',
  filters: {
    days: 'Since',
    day: '{days, plural, one {# day} other {# days}}',
    least: 'At least',
    anyDuration: 'the threshold',
  },
  table: {
    title: 'Shapes of queries',
    statement: 'Query',
    count: 'Times',
    total: 'Total time',
    p95: '95th percentile',
    max: 'Longest',
    last: 'Last',
    day: 'on {day}',
  },
  empty: {
    title: 'No slow query',
    text: 'Nothing was above the threshold in this period.',
  },
  details: {
    title: 'Slow query',
    statement: 'Query, without its values',
    facts: 'That day',
    causes: 'On behalf of',
    noCause: 'Neither a request nor a job: Régie itself.',
    day: 'Day (UTC)',
    rows: 'Rows, at most',
    last: 'Last time',
    times: 'The last times',
    none: 'The details of these runs have been purged already.',
  },
} satisfies Deep<typeof fr>;
