import { Bot, CircleCheck, Headset, Hourglass, type LucideIcon } from 'lucide-react';
import type { Tone } from '~/ui/tone';
import type { State } from './api';

export const STATE_LOOK: Record<State, { tone: Tone; icon: LucideIcon }> = {
  waiting: { tone: 'warn', icon: Hourglass },
  with_agent: { tone: 'accent', icon: Headset },
  automatic: { tone: 'neutral', icon: Bot },
  closed: { tone: 'neutral', icon: CircleCheck },
};
