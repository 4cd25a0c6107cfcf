import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  nav: 'Pages of orders',
  pages: {
    track: 'Tracking',
    desk: 'Conversations',
    find: 'Look-up',
    figures: 'Figures',
    queries: 'Queries',
    answers: 'Answers',
    understanding: 'Understanding',
    sources: 'Sources',
    widgets: 'Widgets',
  },
} as const satisfies Deep<typeof fr>;
