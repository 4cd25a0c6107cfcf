import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Cache',
  description: 'What the cache spares the databases, prefix by prefix.',
  figures: {
    ratio: 'Served by the cache',
    ratioNote: '{asked, plural, one {# read} other {# reads}}',
    loads: 'Loads',
    loadsNote: '{duration} on average',
    stale: 'Served stale',
    staleNote: 'while the source is slow or fails',
    memory: 'In memory',
    memoryNote:
      '{entries, plural, one {# entry} other {# entries}}, {processes, plural, one {# process} other {# processes}}',
    none: '–',
  },
  table: {
    title: 'Prefixes',
    prefix: 'Prefix',
    served: 'Served by',
    asked: 'Reads',
    loads: 'Loads',
    mean: 'Average',
    memory: 'In memory',
    actions: 'Actions',
    errors: '{count, plural, one {# failure} other {# failures}}',
    entries: '{count, plural, one {# entry} other {# entries}}',
  },
  levels: {
    memory: 'memory',
    valkey: 'Valkey',
    stale: 'stale',
    miss: 'source',
  },
  served: 'Served by: memory {memory}, Valkey {valkey}, stale {stale}, source {miss}',
  unread: 'Not read yet',
  empty: {
    title: 'Nothing is cached',
    text: 'No installed application has declared a prefix.',
  },
  untold: 'Valkey does not answer: the other processes will hear of it when it is back.',
  clear: {
    action: 'Clear',
    actionFor: 'Clear {prefix}',
    title: 'Clear “{prefix}”?',
    text: 'All processes forget these values; the source will give them anew at the next read.',
    done: 'The prefix {prefix} has been cleared.',
  },
  clearAll: {
    action: 'Clear everything',
    title: 'Clear the whole cache?',
    text: 'All processes forget everything. The sources will get at once all the reads that the cache spared them.',
    done: 'The cache has been cleared.',
  },
  off: {
    action: 'Switch the cache off',
    title: 'Switch the cache off?',
    text: 'Every read will go to its source, in all processes, until you switch it on again. For when you doubt what the cache serves.',
    done: 'The cache is off.',
    noticeTitle: 'The cache is off',
    notice: 'Every read goes to its source: everything is right, but slower.',
  },
  on: { action: 'Switch the cache on', done: 'The cache is on again.' },
} satisfies Deep<typeof fr>;
