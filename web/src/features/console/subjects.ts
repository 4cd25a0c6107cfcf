import {
  Archive,
  ChartColumn,
  Database,
  Lock,
  type LucideIcon,
  Mail,
  Snail,
  Webhook,
  Workflow,
} from 'lucide-react';

interface Subject {
  id: string;
  path: `/console/${string}`;
  icon: LucideIcon;
}

/** What the console has pages for, in the order of its navigation. */
export const SUBJECTS = [
  { id: 'jobs', path: '/console/jobs', icon: Workflow },
  { id: 'mail', path: '/console/mail', icon: Mail },
  { id: 'webhooks', path: '/console/webhooks', icon: Webhook },
  { id: 'cache', path: '/console/cache', icon: Database },
  { id: 'retention', path: '/console/retention', icon: Archive },
  { id: 'slowQueries', path: '/console/slow-queries', icon: Snail },
  { id: 'locks', path: '/console/locks', icon: Lock },
  { id: 'counters', path: '/console/counters', icon: ChartColumn },
] as const satisfies readonly Subject[];

export type SubjectId = (typeof SUBJECTS)[number]['id'];
