import { Handshake, type LucideIcon, MessageCircleQuestion, Timer } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Tone } from '~/ui/tone';
import type { Method } from '../types';

const LOOK: Record<Method, { tone: Tone; icon: LucideIcon }> = {
  chronometry: { tone: 'good', icon: Timer },
  agreement: { tone: 'accent', icon: Handshake },
  estimate: { tone: 'warn', icon: MessageCircleQuestion },
};

/** Where a unit time comes from. */
export function MethodBadge({ method }: { method: Method }) {
  const t = useTranslations('workforce.method');
  return <Badge {...LOOK[method]}>{t(method)}</Badge>;
}
