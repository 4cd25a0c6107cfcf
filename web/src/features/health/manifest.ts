import { Activity } from 'lucide-react';
import type { Page } from '~/lib/page';

export const healthPage = {
  id: 'health',
  path: '/health',
  icon: Activity,
  letter: 'S',
} as const satisfies Page;
