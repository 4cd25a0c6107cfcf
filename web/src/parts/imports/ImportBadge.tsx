import { Ban, CircleCheck, Clock, LoaderCircle, type LucideIcon, OctagonX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Tone } from '~/ui/tone';
import type { Import } from './source';

const LOOK: Record<Import['state'], { tone: Tone; icon: LucideIcon }> = {
  waiting: { tone: 'neutral', icon: Clock },
  running: { tone: 'accent', icon: LoaderCircle },
  done: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'bad', icon: OctagonX },
  cancelled: { tone: 'neutral', icon: Ban },
};

export function ImportBadge({ state }: { state: Import['state'] }) {
  const t = useTranslations('imports.state');
  return <Badge {...LOOK[state]}>{t(state)}</Badge>;
}
