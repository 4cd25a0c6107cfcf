import type { Tone } from '~/ui/tone';
import type { Endpoint } from './api';

export type EndpointState = 'on' | 'failing' | 'person' | 'gone' | 'tooLong' | 'withdrawn';

/** What an endpoint is up to, in one word. */
export function stateOf(endpoint: Endpoint): EndpointState {
  if (endpoint.enabled) return endpoint.failing_since === null ? 'on' : 'failing';
  // "failing" is also what an enabled one may be: one that was cut off has its own word.
  if (endpoint.disabled_because === 'failing') return 'tooLong';
  return endpoint.disabled_because ?? 'person';
}

export const ENDPOINT_TONES: Record<EndpointState, Tone> = {
  on: 'good',
  failing: 'warn',
  person: 'neutral',
  gone: 'bad',
  tooLong: 'bad',
  withdrawn: 'neutral',
};

/** The address without what is alike in all of them, for lists. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, '');
}
