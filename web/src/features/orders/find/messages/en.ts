import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Look up an order',
  description: 'By its number alone, to help a customer on the phone or in a conversation.',
  number: 'Order number',
  numberHint: 'For example CL-401372-487531.',
  submit: 'Look up',
  missing: 'Enter the order number.',
  shape: 'An order number has digits.',
  recorded: 'Every look-up is recorded in the audit log, with your name and the number.',
  empty: 'Which number?',
  emptyText: 'The state of the order, its dates and its history appear here.',
  none: 'There is no order {number}',
  noneText: 'No source knows this number. Check it with the customer.',
} as const satisfies Deep<typeof fr>;
