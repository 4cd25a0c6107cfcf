import { useEffect, useEffectEvent, useState } from 'react';
import type { LiveEvent } from './line';

/**
 * Live events of these topics while the component is shown; true while they arrive as they happen.
 * On `reset` read anew what is shown. The client is loaded when it is first used.
 */
export function useEvents(topics: readonly string[], onEvent: (event: LiveEvent) => void): boolean {
  const [isLive, setLive] = useState(false);
  const tell = useEffectEvent(onEvent);
  const wanted = [...topics].sort().join();
  useEffect(() => {
    if (wanted === '') return;
    let isGone = false;
    let stop: (() => void) | undefined;
    void import('./switchboard').then(({ switchboard }) => {
      if (isGone) return;
      const hears = { event: (event: LiveEvent) => tell(event), live: setLive };
      stop = switchboard.follow(wanted.split(','), hears);
    });
    return () => {
      isGone = true;
      stop?.();
      setLive(false);
    };
  }, [wanted]);
  return isLive;
}
