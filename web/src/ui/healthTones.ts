import type { HealthStatus } from '~/api/health';
import type { Tone } from './tone';

export const HEALTH_TONES: Record<HealthStatus | 'unknown', Tone> = {
  ready: 'good',
  degraded: 'warn',
  unavailable: 'bad',
  draining: 'warn',
  unknown: 'neutral',
};
