import { useQueryClient } from '@tanstack/react-query';
import { CatchBoundary } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { type Obstacle, onObstacle } from '~/api/gate';
import { ME_KEY } from '~/api/me';
import { useLeave } from './useLeave';

const ObstacleDialog = lazy(() => import('~/features/identity/obstacles/ObstacleDialog'));

interface Question {
  obstacle: Obstacle;
  answer: (cleared: boolean) => void;
}

/** Asks what a request met on its way, once for all the requests that meet it meanwhile. */
export function Obstacles() {
  const queries = useQueryClient();
  const leave = useLeave();
  const [question, setQuestion] = useState<Question>();

  useEffect(() => {
    const asked = new Map<Obstacle, Promise<boolean>>();
    let last: Promise<unknown> = Promise.resolve();
    const put = (obstacle: Obstacle) =>
      new Promise<boolean>((resolve) => setQuestion({ obstacle, answer: resolve })).finally(() =>
        setQuestion(undefined),
      );
    return onObstacle((obstacle) => {
      // Nobody was here whose session could be over.
      if (!queries.getQueryData(ME_KEY)) return Promise.resolve(false);
      const open = asked.get(obstacle) ?? last.then(() => put(obstacle));
      asked.set(obstacle, open);
      last = open;
      return open.finally(() => asked.delete(obstacle));
    });
  }, [queries]);

  if (question === undefined) return null;
  const { obstacle, answer } = question;
  const giveUp = () => {
    answer(false);
    if (obstacle === 'not_signed_in') leave();
  };
  return (
    <CatchBoundary getResetKey={() => obstacle} errorComponent={() => <Unasked onEnd={giveUp} />}>
      <Suspense fallback={null}>
        <ObstacleDialog obstacle={obstacle} onCleared={() => answer(true)} onClose={giveUp} />
      </Suspense>
    </CatchBoundary>
  );
}

/** The dialog could not be loaded, offline for instance: the request fails as it would have. */
function Unasked({ onEnd }: { onEnd: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(onEnd, []);
  return null;
}
