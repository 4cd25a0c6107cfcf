import { Store } from 'lucide-react';
import type { Page } from '~/lib/page';

export const retailPage = {
  id: 'retail',
  path: '/retail',
  app: 'retail',
  permissions: 'retail.',
  icon: Store,
  letter: 'V',
} as const satisfies Page;
