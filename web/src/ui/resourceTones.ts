import type { ResourceReport } from '~/api/health';
import type { Tone } from './tone';

export const RESOURCE_TONES: Record<ResourceReport['status'], Tone> = {
  up: 'good',
  down: 'bad',
  off: 'neutral',
};
