import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Home',
  subtitle: '{environment} · version {version} · {zone} time',
  environment: {
    demo: 'Demonstration installation',
    development: 'Development installation',
    production: 'In production',
  },
  apps: {
    title: 'Installed applications',
    open: 'Open',
    orders: {
      text: 'Answers “where is my order?” from the production database, and never writes to it.',
      number: 'Order number',
      placeholder: 'CL-…',
      submit: 'Track',
    },
    retail: 'The network’s sales against targets, from country to store, and what would change if…',
    workforce: 'From volumes and unit times to the staff that is needed, centre by centre.',
    staff: 'Files, absences, reviews and pay of the people of the organisation.',
    gateway: 'One door to language models, with budgets that hold.',
  },
  health: {
    title: 'State of the installation',
    open: 'Details',
    up: '{up, number} of {all, number} resources answer',
    state: { up: 'answers', down: 'does not answer', off: 'switched off' },
  },
  demo: {
    title: 'Things to try',
    text: 'Invented data in a real database.',
  },
} satisfies Deep<typeof fr>;
