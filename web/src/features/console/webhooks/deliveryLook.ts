import { CircleCheck, Clock, type LucideIcon, OctagonX } from 'lucide-react';
import type { Tone } from '~/ui/tone';
import type { DeliveryState } from './api';

export const DELIVERY_LOOK: Record<DeliveryState, { tone: Tone; icon: LucideIcon }> = {
  waiting: { tone: 'neutral', icon: Clock },
  delivered: { tone: 'good', icon: CircleCheck },
  failed: { tone: 'bad', icon: OctagonX },
};
