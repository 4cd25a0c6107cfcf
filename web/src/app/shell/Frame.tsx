import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react';
import { aboutQuery } from '~/api/about';
import { useMe } from '~/api/me';
import { ANNOUNCER_ID } from '~/lib/announce';
import { usePreferences } from '~/lib/preferences';
import { toastStore } from '~/lib/toast';
import { CommandCentre } from '../commands/CommandCentre';
import { availablePages } from '../pages';
import { Obstacles } from '../session/Obstacles';
import { SessionFollower } from '../session/SessionFollower';

const SETTLED_MS = 2_000;

// Without it a result is still spoken; a page that stops for want of it would lose what was typed.
const fetchToasts = () =>
  import('~/ui/Toasts').then(
    ({ Toasts: shown }) => ({ default: shown }),
    () => ({ default: () => null }),
  );
const Toasts = lazy(fetchToasts);

/** The corner of results, fetched before the first: that may be that the network is gone. */
function LateToasts() {
  useEffect(() => {
    const timer = setTimeout(fetchToasts, SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  const some = useSyncExternalStore(toastStore.subscribe, toastStore.read).length > 0;
  return <Suspense fallback={null}>{some && <Toasts />}</Suspense>;
}

/** What every page has around it, with navigation or without. */
export function Frame({ children }: { children: ReactNode }) {
  const { language } = usePreferences();
  const { data: about } = useQuery(aboutQuery(language));
  const me = useMe();
  const pages = useMemo(() => availablePages(about, me), [about, me]);
  return (
    <CommandCentre pages={pages}>
      {children}
      <LateToasts />
      <Obstacles />
      <SessionFollower />
      {/* Open dialogs hide everything else from screen readers; React Aria spares announcers. */}
      <div id={ANNOUNCER_ID} role="status" data-live-announcer="true" className="sr-only" />
    </CommandCentre>
  );
}
