import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Counters',
  description: 'What is counted, day by day, and what is counted most.',
  period: 'Since',
  days: '{days, plural, one {# day} other {# days}}',
  names: {
    ordersTracked: 'Orders found',
    ordersNotFound: 'Orders not found',
  },
  today: '{count, number} of them today',
  chart: '{name}, per day: from {low, number} to {high, number}',
  bar: '{day}: {count, number}',
  table: { day: 'Day', count: 'Count' },
  top: 'Counted most',
  other: 'others',
  empty: {
    title: 'Nothing is counted here',
    text: 'No installed application keeps a counter.',
  },
} satisfies Deep<typeof fr>;
