import { useTranslations } from 'use-intl';

const KNOWN = [
  'database',
  'cache',
  'state',
  'production',
  'counters',
  'slow_queries',
  'cache-reports',
  'events',
  'http',
  'mail',
  'webhooks',
  'job-bell',
  'relay',
  'limits',
  'outbox',
  'jobs',
] as const;

/** What people call a resource; one that an app brought and that has no words here keeps its name. */
export function useResourceName(): (name: string) => string {
  const t = useTranslations('resources');
  return (name) => {
    // An app's resource may carry the app's name in front: "orders.production".
    const short = name.split('.').at(-1);
    const known = KNOWN.find((one) => one === short);
    return known ? t(known) : name;
  };
}
