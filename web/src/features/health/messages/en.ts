import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Health of the installation',
  description: 'Each resource is asked every time this page reads its state.',
  summary: {
    ready: 'All resources answer. Requests are served normally.',
    degraded: 'Requests are served; what is missing slows them down or closes an application.',
    unavailable: 'A resource that is needed does not answer: requests cannot be served.',
    draining: 'Régie finishes the requests under way, then stops; new ones are refused.',
  },
  refresh: {
    last: 'Checked at {time}',
    every: 'every {seconds, number} s',
    paused: 'paused',
    pause: 'Pause',
    resume: 'Resume',
    now: 'Check now',
    stale: 'No answer since: this is the last known state, of {time}.',
    changed: 'State: {state}',
  },
  table: {
    title: 'Resources',
    name: 'Resource',
    status: 'State',
    latency: 'Latency',
    trend: 'Since this page opened',
    role: 'Role',
    required: 'Needed',
    optional: 'Optional',
    trendOf: 'Latency of {name}: {low} to {high}',
  },
  status: { up: 'Answers', down: 'Does not answer', off: 'Switched off' },
  detail: {
    timeout: 'No answer within 2 s.',
    refused: 'Connection refused.',
    not_configured: 'This installation does without it, by choice: everything works, more slowly.',
  },
  effect: {
    database: 'Without it, Régie serves nothing.',
    cache: 'Without it, everything works, more slowly.',
    changes: 'Meanwhile every session is read from the database: slower, but safe.',
    state: 'New jobs wait for it to come back.',
    production: 'Without it, orders cannot be tracked.',
    counters: 'Daily counts are not written any more: they wait in memory.',
    events: 'Open pages do not follow live any more.',
    jobs: 'No worker takes jobs: they wait.',
    'job-bell': 'Jobs begin a few seconds late.',
    limits: 'Meanwhile each process keeps its share of the limits.',
    mail: 'The mail server does not take them: e-mails wait.',
    outbox: 'What is to leave has waited for more than two minutes.',
    relay: 'This process sends nothing out any more.',
  },
  off: {
    mail: 'No mail server is set (REGIE_MAIL_URL): e-mails wait.',
  },
} satisfies Deep<typeof fr>;
