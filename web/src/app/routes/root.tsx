import { createRootRoute, useMatches } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { CrashedShell } from '../CrashPage';
import { NotFoundPage } from '../NotFoundPage';
import { Frame } from '../shell/Frame';
import { Shell } from '../shell/Shell';

const Entrance = lazy(() => import('../shell/Entrance'));

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
  return (
    <Frame>
      <Suspense fallback={null}>{entrance ? <Entrance /> : <Shell />}</Suspense>
    </Frame>
  );
}

export const root = createRootRoute({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashedShell,
});
