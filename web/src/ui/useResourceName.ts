import { useTranslations } from 'use-intl';

const KNOWN = [
  'database',
  'cache',
  'state',
  'production',
  'counters',
  'events',
  'mail',
  'job-bell',
  'relay',
  'limits',
  'outbox',
  'jobs',
  'changes',
] as const;

export type KnownResource = (typeof KNOWN)[number];

/** An app's resource may carry the app's name in front: "orders.production". */
export function knownResource(name: string): KnownResource | undefined {
  const short = name.split('.').at(-1);
  return KNOWN.find((one) => one === short);
}

/** What people call a resource; one that an app brought and that has no words here keeps its name. */
export function useResourceName(): (name: string) => string {
  const t = useTranslations('resources');
  return (name) => {
    const known = knownResource(name);
    return known ? t(known) : name;
  };
}
