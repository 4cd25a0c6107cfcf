import { Ban, CircleCheck, CirclePlay, CircleX, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Tone } from '~/ui/tone';
import type { Outcome } from './api';

const LOOK: Record<Outcome, { tone: Tone; icon: LucideIcon }> = {
  begun: { tone: 'accent', icon: CirclePlay },
  done: { tone: 'good', icon: CircleCheck },
  refused: { tone: 'warn', icon: Ban },
  failed: { tone: 'bad', icon: CircleX },
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useTranslations('consoleAudit.outcome');
  return <Badge {...LOOK[outcome]}>{t(outcome)}</Badge>;
}
