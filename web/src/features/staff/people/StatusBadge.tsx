import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Tone } from '~/ui/tone';
import type { Row } from './api';

const TONES: Record<Row['status'], Tone> = { present: 'good', coming: 'accent', left: 'neutral' };

export function StatusBadge({ status }: { status: Row['status'] }) {
  const t = useTranslations('personnel.people.status');
  return <Badge tone={TONES[status]}>{t(status)}</Badge>;
}
