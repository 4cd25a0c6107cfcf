import type { ResourceReport } from '~/api/health';
import type { Tone } from './tone';

export const RESOURCE_TONES: Record<ResourceReport['status'], Tone> = {
  up: 'good',
  degraded: 'warn',
  down: 'bad',
  off: 'neutral',
};
