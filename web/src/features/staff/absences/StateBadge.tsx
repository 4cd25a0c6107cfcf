import { CircleCheck, CircleSlash, CircleX, Clock, type LucideIcon } from 'lucide-react';
import { Badge } from '~/ui/Badge';
import type { Tone } from '~/ui/tone';
import type { Absence, State } from './api';

const LOOK: Record<State, { tone: Tone; icon: LucideIcon }> = {
  pending: { tone: 'warn', icon: Clock },
  approved: { tone: 'good', icon: CircleCheck },
  refused: { tone: 'bad', icon: CircleX },
  cancelled: { tone: 'neutral', icon: CircleSlash },
};

export function StateBadge({ absence }: { absence: Absence }) {
  return <Badge {...LOOK[absence.state]}>{absence.state_title}</Badge>;
}
