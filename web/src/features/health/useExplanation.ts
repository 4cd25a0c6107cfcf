import { useTranslations } from 'use-intl';
import type { ResourceReport } from '~/api/health';
import { type KnownResource, knownResource } from '~/ui/useResourceName';

const DETAILS = ['timeout', 'refused', 'not_configured'] as const;

/** What is down elsewhere is our own: nobody refused it a connection. */
const SERVERS: readonly KnownResource[] = ['database', 'cache', 'state', 'production'];

/** Why a resource is not up and what that means; nothing about one that is. */
export function useExplanation({ name, status, detail }: ResourceReport): string | null {
  const t = useTranslations('healthPage');
  if (status === 'up') return null;
  const resource = knownResource(name);
  if (status === 'off' && resource === 'mail') return t('off.mail');
  const known = DETAILS.find((word) => word === detail);
  const ours = known === 'refused' && resource !== undefined && !SERVERS.includes(resource);
  // One that was left out by choice is not missed.
  const effect = status !== 'off' && resource && t(`effect.${resource}`);
  const sentences = [!ours && (known ? t(`detail.${known}`) : detail), effect];
  return sentences.filter(Boolean).join(' ') || null;
}
