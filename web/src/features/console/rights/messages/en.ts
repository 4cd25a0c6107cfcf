import type { Deep } from '~/lib/deep';
import type fr from './fr';

export default {
  title: 'Roles and rights',
  description: 'What each role allows. What is not ticked is refused.',
  export: 'Export',
  right: 'Right',
  people: '{count, plural, =0 {nobody} one {# person} other {# people}}',
  nobody: 'no role',
  yes: 'Yes',
  no: 'No',
  dangerous: 'Asks to confirm who you are',
  ofInstallation: 'About the whole installation: only for those who have the role everywhere',
  apps: { console: 'Console', orders: 'Orders', identity: 'Identity' },
} satisfies Deep<typeof fr>;
