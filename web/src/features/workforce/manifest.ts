import { Calculator } from 'lucide-react';
import type { Page } from '~/lib/page';

export const workforcePage = {
  id: 'workforce',
  path: '/workforce',
  app: 'workforce',
  permissions: 'workforce.',
  icon: Calculator,
  letter: 'E',
} as const satisfies Page;
