import { SlidersHorizontal } from 'lucide-react';
import type { Page } from '~/lib/page';

export const consolePage = {
  id: 'console',
  path: '/console',
  permissions: 'console.',
  icon: SlidersHorizontal,
  letter: 'C',
} as const satisfies Page;
