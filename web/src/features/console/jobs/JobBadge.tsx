import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { JobState } from './api';
import { JOB_LOOK } from './states';

export function JobBadge({ state }: { state: JobState }) {
  const t = useTranslations('consoleJobs.state');
  return <Badge {...JOB_LOOK[state]}>{t(state)}</Badge>;
}
