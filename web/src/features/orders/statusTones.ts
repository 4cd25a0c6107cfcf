import { Ban, CircleCheck, Cog, Info, type LucideIcon, PackageCheck, Truck } from 'lucide-react';
import type { Tone } from '~/ui/tone';
import type { OrderStatus } from './track';

export const STATUS_LOOK: Record<OrderStatus, { tone: Tone; icon: LucideIcon }> = {
  in_production: { tone: 'accent', icon: Cog },
  preparing_dispatch: { tone: 'accent', icon: PackageCheck },
  dispatched: { tone: 'good', icon: Truck },
  delivered: { tone: 'good', icon: CircleCheck },
  cancelled: { tone: 'bad', icon: Ban },
  other: { tone: 'neutral', icon: Info },
};
