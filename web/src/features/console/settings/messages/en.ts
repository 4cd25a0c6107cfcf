import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Settings',
  description: 'What the organisation demands, and how this installation is set.',
  factor: {
    title: 'Second factor required',
    text: 'Whoever has one of these roles has to set a second factor before anything else.',
    saved: 'Saved; it holds from now on.',
  },
  installed: 'This installation',
  installedText:
    'These values are changed in the environment or in regie.toml; secrets are masked.',
  table: { name: 'Variable', value: 'Value', origin: 'Comes from' },
  unset: 'not set',
  shown: { label: 'Show', all: 'All', set: 'Only what is set' },
  origins: {
    default: 'default',
    environment: 'environment',
    command_line: 'command line',
    last_start: 'last start',
  },
} satisfies Deep<typeof fr>;
