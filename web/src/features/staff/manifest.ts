import { Users } from 'lucide-react';
import type { Page } from '~/lib/page';

export const staffPage = {
  id: 'staff',
  path: '/staff',
  app: 'staff',
  permissions: 'staff.',
  icon: Users,
  letter: 'P',
} as const satisfies Page;
