import { createRootRoute, useMatches } from '@tanstack/react-router';
import { CrashedShell } from '../CrashPage';
import { NotFoundPage } from '../NotFoundPage';
import { Entrance } from '../shell/Entrance';
import { Frame } from '../shell/Frame';
import { Shell } from '../shell/Shell';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Stands by itself, without navigation: who is here may not be known yet. */
    entrance?: boolean;
  }
}

function Root() {
  const entrance = useMatches({
    select: (matches) => matches.some(({ staticData }) => staticData.entrance),
  });
  return <Frame>{entrance ? <Entrance /> : <Shell />}</Frame>;
}

export const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashedShell,
});
