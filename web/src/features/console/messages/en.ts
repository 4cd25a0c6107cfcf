import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Console',
  description: 'What Régie does behind the scenes, and what you can do about it.',
  overview: 'Overview',
  nav: 'Sections of the console',
  local: 'This console only answers on the machine that Régie runs on.',
  subjects: {
    jobs: 'Jobs',
    mail: 'Mail',
    webhooks: 'Webhooks',
    cache: 'Cache',
    retention: 'Retention',
    slowQueries: 'Slow queries',
    locks: 'Locks',
    counters: 'Counters',
  },
  about: {
    jobs: 'What runs, what waits, what has failed, and what is scheduled.',
    mail: 'Messages that were sent or will be, and those whose fate is unknown.',
    webhooks: 'Whom Régie tells of its events, and what the receivers have answered.',
    cache: 'What the cache spares the databases, prefix by prefix.',
    retention: 'What each class of data keeps, and what would be purged.',
    slowQueries: 'SQL queries above the threshold, grouped by shape.',
    locks: 'Who holds what, and until when.',
    counters: 'What is counted, day by day, and what is counted most.',
  },
  state: {
    jobsIdle: 'Nothing runs or waits',
    jobs: '{running, number} running, {waiting, number} waiting',
    mailUnknown:
      '{count, plural, one {# message of unknown fate} other {# messages of unknown fate}}',
    mailFailed: '{count, plural, one {# message has failed} other {# messages have failed}}',
    mailWaiting:
      '{count, plural, =0 {Nothing waits to leave} one {# message waits to leave} other {# messages wait to leave}}',
    endpoints:
      '{count, plural, =0 {No active endpoint} one {# active endpoint} other {# active endpoints}}',
    endpointsFailing:
      '{count, plural, one {# endpoint is failing} other {# endpoints are failing}}',
    cacheOff: 'The cache is off',
    cacheUnread: 'Not read yet',
    cache: '{share} served by the cache',
    rows: '{count, plural, =0 {Nothing to purge} one {# row to purge} other {# rows to purge}}',
    slow: '{count, plural, =0 {None in {days, number} days} one {# in {days, number} days} other {# in {days, number} days}}',
    held: '{count, plural, =0 {No lock is held} one {# lock is held} other {# locks are held}}',
    lapsed: '{count, plural, one {# lease is over} other {# leases are over}}',
  },
  refresh: { live: 'Live', at: 'Read at {time}', now: 'Refresh' },
  live: { on: 'Live', off: 'Refreshed every {seconds, number} s' },
  pages: { first: 'Back to the beginning', next: 'More' },
} satisfies Deep<typeof fr>;
