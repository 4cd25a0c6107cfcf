import { useEffect, useState } from 'react';

/** Seconds left of `fromS`; counts anew for each `of`, the event that brought the wait. */
export function useCountdown(fromS: number, of?: unknown): number {
  const [left, setLeft] = useState(fromS);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same wait may be told twice
  useEffect(() => {
    setLeft(fromS);
    if (fromS <= 0) return;
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, [fromS, of]);
  return left;
}
