import { useTranslations } from 'use-intl';
import type { ResourceReport } from '~/api/health';

const EFFECTS = ['database', 'cache', 'state', 'production'] as const;
const DETAILS = ['timeout', 'refused', 'not_configured'] as const;

/** Why a resource is not up and what that means; nothing about one that is. */
export function useExplanation({ name, status, detail }: ResourceReport): string | null {
  const t = useTranslations('healthPage');
  if (status === 'up') return null;
  const known = DETAILS.find((word) => word === detail);
  // One that was left out by choice is not missed.
  const effect = status !== 'off' && EFFECTS.find((word) => word === name.split('.').at(-1));
  const sentences = [known ? t(`detail.${known}`) : detail, effect && t(`effect.${effect}`)];
  return sentences.filter(Boolean).join(' ') || null;
}
