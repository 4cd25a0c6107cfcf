import { House } from 'lucide-react';
import type { Page } from '~/lib/page';

export const homePage = {
  id: 'home',
  path: '/',
  icon: House,
  letter: 'H',
} as const satisfies Page;
