import { CircleCheck, CircleSlash, Eraser, type LucideIcon, MailOpen } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Tone } from '~/ui/tone';
import type { PersonStatus } from './api';

const LOOK: Record<PersonStatus, { tone: Tone; icon: LucideIcon }> = {
  active: { tone: 'good', icon: CircleCheck },
  invited: { tone: 'accent', icon: MailOpen },
  disabled: { tone: 'warn', icon: CircleSlash },
  erased: { tone: 'neutral', icon: Eraser },
};

export function PersonBadge({ status }: { status: PersonStatus }) {
  const t = useTranslations('consolePeople.status');
  return <Badge {...LOOK[status]}>{t(status)}</Badge>;
}
