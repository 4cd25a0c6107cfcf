import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';

/**
 * Moves the focus to the first heading of a page that was navigated to, so that a screen reader
 * reads it and Tab goes on from there. Neither the first load nor a change of search moves it.
 */
export function useFocusAfterNavigation(main: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        const focused = document.activeElement;
        // A page may have put the focus where it is of more use, on a field for instance.
        if (focused !== document.body && main.current?.contains(focused)) return;
        main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      }),
    [router, main],
  );
}
