import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  intents: {
    order_status: 'Where the order is',
    order_delay: 'Delay',
    order_history: 'History of the order',
    order_content: 'Content of the order',
    order_find: 'Find an order',
    status_list: 'Possible steps',
    change_request: 'Change request',
    human: 'Speak to a person',
    greeting: 'Greeting',
    thanks: 'Thanks',
    unknown: 'Not understood',
  },
  outcomes: {
    answered: 'Answered',
    asked: 'Asked for more',
    not_found: 'Not found',
    refused: 'Refused',
    handed_over: 'Handed over',
    not_understood: 'Not understood',
    social: 'Courtesy',
    failed: 'Source away',
  },
  languages: { fr: 'French', en: 'English', other: 'Another language' },
} as const satisfies Deep<typeof fr>;
