import { type Dispatch, type SetStateAction, useEffect, useEffectEvent, useState } from 'react';
import { useSearchParams } from '~/lib/useFilters';
import { type Lever, readLevers, writeLevers } from './scenario';

/** So long after the last movement the address and the server are told. */
const REST_MS = 300;

/** A lever that keeps its place in the list while others come and go. */
export interface KeyedLever extends Lever {
  key: number;
}

let lastKey = 0;

export function keyed(lever: Lever): KeyedLever {
  lastKey += 1;
  return { ...lever, key: lastKey };
}

export function bare({ key: _, ...lever }: KeyedLever): Lever {
  return lever;
}

export interface Levers {
  /** As they stand this very moment. */
  levers: readonly KeyedLever[];
  /** The same function for ever. */
  setLevers: Dispatch<SetStateAction<readonly KeyedLever[]>>;
  /** As they stood when they last rested, and as the address says. */
  rested: readonly Lever[];
}

/** Levers move at once; the address follows when they rest, so that a scenario is a link. */
export function useLevers(): Levers {
  const [search, change] = useSearchParams();
  const written = typeof search.levers === 'string' ? search.levers : '';
  const [levers, setLevers] = useState<readonly KeyedLever[]>(() => readLevers(written).map(keyed));
  const now = writeLevers(levers.map(bare));

  const follow = useEffectEvent((address: string) => {
    if (address !== now) setLevers(readLevers(address).map(keyed));
  });
  // Back and forward, or a link, change the address from outside.
  useEffect(() => follow(written), [written]);

  const rest = useEffectEvent(() => change({ levers: now || undefined }));
  useEffect(() => {
    if (now === written) return;
    const timer = setTimeout(rest, REST_MS);
    return () => clearTimeout(timer);
  }, [now, written]);

  return { levers, setLevers, rested: readLevers(written) };
}
