import {
  Archive,
  Bot,
  ChartColumn,
  Database,
  Lock,
  type LucideIcon,
  Mail,
  MapPin,
  MonitorSmartphone,
  ScrollText,
  SlidersHorizontal,
  Snail,
  TableProperties,
  Users,
  Webhook,
  Workflow,
} from 'lucide-react';
import { may, useMe } from '~/api/me';

export const GROUPS = ['access', 'running'] as const;

interface Subject {
  id: string;
  /** Who may do what, or what Régie does behind the scenes. */
  group: (typeof GROUPS)[number];
  path: `/console/${string}`;
  /** Without it the subject is not shown. */
  permission: `console.${string}.read`;
  icon: LucideIcon;
}

/** What the console has pages for, in the order of its navigation. */
export const SUBJECTS = [
  {
    id: 'people',
    group: 'access',
    path: '/console/people',
    permission: 'console.people.read',
    icon: Users,
  },
  {
    id: 'rights',
    group: 'access',
    path: '/console/roles',
    permission: 'console.people.read',
    icon: TableProperties,
  },
  {
    id: 'places',
    group: 'access',
    path: '/console/places',
    permission: 'console.places.read',
    icon: MapPin,
  },
  {
    id: 'sessions',
    group: 'access',
    path: '/console/sessions',
    permission: 'console.sessions.read',
    icon: MonitorSmartphone,
  },
  {
    id: 'tokens',
    group: 'access',
    path: '/console/tokens',
    permission: 'console.tokens.read',
    icon: Bot,
  },
  {
    id: 'audit',
    group: 'access',
    path: '/console/audit',
    permission: 'console.audit.read',
    icon: ScrollText,
  },
  {
    id: 'settings',
    group: 'access',
    path: '/console/settings',
    permission: 'console.settings.read',
    icon: SlidersHorizontal,
  },
  {
    id: 'jobs',
    group: 'running',
    path: '/console/jobs',
    permission: 'console.jobs.read',
    icon: Workflow,
  },
  {
    id: 'mail',
    group: 'running',
    path: '/console/mail',
    permission: 'console.mail.read',
    icon: Mail,
  },
  {
    id: 'webhooks',
    group: 'running',
    path: '/console/webhooks',
    permission: 'console.webhooks.read',
    icon: Webhook,
  },
  {
    id: 'cache',
    group: 'running',
    path: '/console/cache',
    permission: 'console.cache.read',
    icon: Database,
  },
  {
    id: 'retention',
    group: 'running',
    path: '/console/retention',
    permission: 'console.retention.read',
    icon: Archive,
  },
  {
    id: 'slowQueries',
    group: 'running',
    path: '/console/slow-queries',
    permission: 'console.slow_queries.read',
    icon: Snail,
  },
  {
    id: 'locks',
    group: 'running',
    path: '/console/locks',
    permission: 'console.locks.read',
    icon: Lock,
  },
  {
    id: 'counters',
    group: 'running',
    path: '/console/counters',
    permission: 'console.counters.read',
    icon: ChartColumn,
  },
] as const satisfies readonly Subject[];

export type SubjectId = (typeof SUBJECTS)[number]['id'];

export type ShownSubject = (typeof SUBJECTS)[number];

/** Those that whoever is signed in may look at. */
export function useSubjects(): ShownSubject[] {
  const me = useMe();
  return SUBJECTS.filter(({ permission }) => may(me, permission));
}
