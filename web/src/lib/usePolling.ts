import { useEffect, useEffectEvent } from 'react';

/**
 * Reads again at fixed times while the page is seen. The query's own interval begins anew with every
 * event that is written into what was read, and so never comes while much happens.
 */
export function usePolling(read: () => void, everyMs: number): void {
  const tick = useEffectEvent(() => {
    if (document.visibilityState === 'visible') read();
  });
  useEffect(() => {
    const timer = setInterval(tick, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
