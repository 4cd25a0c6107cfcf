import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the end of a thread in view while it grows, or while the room for it shrinks, unless
 * whoever reads has scrolled back. `end` is seen from a little above the last line. On narrow
 * screens the page scrolls in the place of the box.
 */
export function useNewest(
  box: RefObject<HTMLElement | null>,
  end: RefObject<HTMLElement | null>,
  last: number | undefined,
): void {
  const follows = useRef(true);
  // Before the observer hears of it: what was followed a moment ago is followed still.
  useLayoutEffect(() => {
    if (last !== undefined && follows.current) showEnd(box.current);
  }, [box, last]);
  useEffect(() => {
    const [element, mark] = [box.current, end.current];
    if (element === null || mark === null) return;
    const seen = new IntersectionObserver(([entry]) => {
      if (entry) follows.current = entry.isIntersecting;
    });
    const resized = new ResizeObserver(() => {
      if (follows.current) showEnd(element);
    });
    seen.observe(mark);
    resized.observe(element);
    return () => {
      seen.disconnect();
      resized.disconnect();
    };
  }, [box, end]);
}

function showEnd(box: HTMLElement | null): void {
  if (box === null) return;
  if (getComputedStyle(box).overflowY === 'auto') box.scrollTop = box.scrollHeight;
  else window.scrollTo({ top: document.documentElement.scrollHeight });
}
