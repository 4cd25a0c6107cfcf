import type { TimeDraft } from '../types';

/** A unit time while it is typed: a number that is not there is NaN. */
export interface TypedTime extends Omit<TimeDraft, 'sample' | 'spread' | 'valid_to'> {
  sample: number;
  spread: number;
}

export function emptyTime(today: string): TypedTime {
  return {
    minutes: Number.NaN,
    complexity: 0,
    productivity: 1,
    method: 'chronometry',
    source: '',
    author: '',
    sample: Number.NaN,
    spread: Number.NaN,
    measured_on: today,
    valid_from: today,
  };
}

export function typedFrom(time: TimeDraft): TypedTime {
  return {
    minutes: time.minutes,
    complexity: time.complexity,
    productivity: time.productivity,
    method: time.method,
    source: time.source,
    author: time.author,
    sample: time.sample ?? Number.NaN,
    spread: time.spread ?? Number.NaN,
    measured_on: time.measured_on,
    valid_from: time.valid_from,
  };
}

const orNothing = (value: number) => (Number.isNaN(value) ? null : value);

/** Only a chronometry has a sample. */
export function draftOf(typed: TypedTime): TimeDraft {
  return {
    ...typed,
    source: typed.source.trim(),
    author: typed.author.trim(),
    complexity: orNothing(typed.complexity) ?? 0,
    productivity: orNothing(typed.productivity) ?? 1,
    sample: typed.method === 'chronometry' ? orNothing(typed.sample) : null,
    spread: orNothing(typed.spread),
    valid_to: null,
  };
}
