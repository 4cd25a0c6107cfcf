import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { aboutQuery } from '~/api/about';
import { useMe } from '~/api/me';
import { ANNOUNCER_ID } from '~/lib/announce';
import { usePreferences } from '~/lib/preferences';
import { Toasts } from '~/ui/Toasts';
import { CommandCentre } from '../commands/CommandCentre';
import { availablePages } from '../pages';
import { Obstacles } from '../session/Obstacles';
import { SessionFollower } from '../session/SessionFollower';

/** What every page has around it, with navigation or without. */
export function Frame({ children }: { children: ReactNode }) {
  const { language } = usePreferences();
  const { data: about } = useQuery(aboutQuery(language));
  const me = useMe();
  const pages = useMemo(() => availablePages(about, me), [about, me]);
  return (
    <CommandCentre pages={pages}>
      {children}
      <Toasts />
      <Obstacles />
      <SessionFollower />
      {/* Open dialogs hide everything else from screen readers; React Aria spares announcers. */}
      <div id={ANNOUNCER_ID} role="status" data-live-announcer="true" className="sr-only" />
    </CommandCentre>
  );
}
