import {
  CircleCheck,
  CircleQuestionMark,
  Clock,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Tone } from '~/ui/tone';
import type { MailState } from './api';

const LOOK: Record<MailState, { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: 'neutral', icon: Clock },
  sending: { tone: 'accent', icon: LoaderCircle },
  unknown: { tone: 'warn', icon: CircleQuestionMark },
  sent: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'bad', icon: OctagonX },
};

export function MailBadge({ state }: { state: MailState }) {
  const t = useTranslations('consoleMail.state');
  return <Badge {...LOOK[state]}>{t(state)}</Badge>;
}
