import { Waypoints } from 'lucide-react';
import type { Page } from '~/lib/page';

export const gatewayPage = {
  id: 'gateway',
  path: '/gateway',
  app: 'gateway',
  permissions: 'gateway.',
  icon: Waypoints,
  letter: 'M',
} as const satisfies Page;
