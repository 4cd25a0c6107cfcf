import { Calculator, CircleCheck, Eye, Pause } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Run } from './api';

const LOOKS = {
  running: { tone: 'accent', icon: Calculator },
  draft: { tone: 'warn', icon: Pause },
  computed: { tone: 'accent', icon: Eye },
  released: { tone: 'good', icon: CircleCheck },
} as const;

/** Whether its computation waits or runs. */
export function isComputing({ state, job }: Pick<Run, 'state' | 'job'>): boolean {
  return state === 'draft' && job !== null && ['held', 'queued', 'running'].includes(job.state);
}

export function RunBadge({ run }: { run: Pick<Run, 'state' | 'job'> }) {
  const t = useTranslations('staffPay.states');
  const state = isComputing(run) ? 'running' : run.state;
  return <Badge {...LOOKS[state]}>{t(state)}</Badge>;
}
