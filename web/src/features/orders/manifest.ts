import { Package } from 'lucide-react';
import type { Page } from '~/lib/page';

export const ordersPage = {
  id: 'orders',
  path: '/orders',
  app: 'orders',
  icon: Package,
  letter: 'O',
} as const satisfies Page;
