import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useSearchParams } from '~/lib/useFilters';
import { useRested } from '~/lib/useRested';
import type { Lever } from '../types';
import { readLevers } from './levers';

/** So long after the last move the address has them: every scenario is a link. */
const REST_MS = 400;

export function useLevers(): [Lever[], (levers: Lever[]) => void] {
  const [{ levers: written }, change] = useSearchParams();
  const address = JSON.stringify(readLevers(written));
  const [levers, setLevers] = useState(() => readLevers(written));
  const rested = useRested(levers, REST_MS);
  const write = useEffectEvent((wanted: Lever[]) => {
    if (JSON.stringify(wanted) === address) return;
    change({ levers: wanted.length > 0 ? wanted : undefined }, { replace: true });
  });
  useEffect(() => write(rested), [rested]);
  // Back and forward change the address from outside.
  useEffect(() => setLevers(JSON.parse(address)), [address]);
  return useMemo(() => [levers, setLevers], [levers]);
}
