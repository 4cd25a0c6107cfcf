import {
  Ban,
  CircleCheck,
  Clock,
  LoaderCircle,
  type LucideIcon,
  OctagonX,
  Pause,
} from 'lucide-react';
import type { Tone } from '~/ui/tone';
import type { JobState } from './api';

export const JOB_LOOK: Record<JobState, { tone: Tone; icon: LucideIcon }> = {
  held: { tone: 'neutral', icon: Pause },
  queued: { tone: 'neutral', icon: Clock },
  running: { tone: 'accent', icon: LoaderCircle },
  done: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'bad', icon: OctagonX },
  cancelled: { tone: 'neutral', icon: Ban },
};

/** Whether something may still become of it. */
export function isOpen(state: JobState): boolean {
  return state === 'held' || state === 'queued' || state === 'running';
}
