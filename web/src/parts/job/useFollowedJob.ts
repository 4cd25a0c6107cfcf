import { useEffect, useEffectEvent, useState } from 'react';
import { follow, type LiveEvent } from '~/lib/events/line';

export type JobState = 'held' | 'queued' | 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Progress {
  done: number | null;
  /** None while nobody knows how much there is. */
  total: number | null;
  message: string | null;
}

/** Where a job is. */
export interface Standing extends Progress {
  state: JobState;
  reason: string | null;
}

export interface FollowedJob {
  id: string | number;
  /** The address of its events, relative to the page's base: `api/v1/…/events`. */
  events: string;
  /** Asks where it is, for those whose proxy withholds streams. */
  look: (signal: AbortSignal) => Promise<Standing>;
}

interface Following {
  /** None before anything is known. */
  standing: Standing | undefined;
  /** Whether news come as it happens. */
  isLive: boolean;
  /** There is no such job any more, or it is somebody else's. */
  isLost: boolean;
}

const UNKNOWN: Standing = {
  state: 'queued',
  reason: null,
  done: null,
  total: null,
  message: null,
};
const NOTHING: Following = { standing: undefined, isLive: false, isLost: false };

export function isOver(state: JobState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** What is known after an event; a `reset` says nothing by itself. */
export function after(
  before: Standing | undefined,
  { event, data }: Pick<LiveEvent, 'event' | 'data'>,
) {
  if (event === 'progress') return { ...UNKNOWN, ...before, ...(data as Progress) };
  if (event !== 'state') return before;
  const { state, reason } = data as Pick<Standing, 'state' | 'reason'>;
  return { ...UNKNOWN, ...before, state, reason };
}

/**
 * Follows one job until it is over: comes back after a lost connection, and asks every two seconds
 * where a proxy withholds streams. `onEnd` is called once, also for a job that was over before.
 */
export function useFollowedJob(
  job: FollowedJob | undefined,
  onEnd: (standing: Standing) => void = () => undefined,
): Following {
  const [following, setFollowing] = useState(NOTHING);
  const tellEnd = useEffectEvent(onEnd);
  const look = useEffectEvent((signal: AbortSignal) => job?.look(signal));
  const id = job?.id;
  const stream = job?.events;
  useEffect(() => {
    setFollowing(NOTHING);
    if (id === undefined || stream === undefined) return;
    let standing: Standing | undefined;
    const instead = async (signal: AbortSignal) => {
      const seen = await look(signal);
      return seen === undefined
        ? []
        : ['progress', 'state'].map((event) => ({ event, topic: '', data: seen }));
    };
    const line = follow({ stream, instead }, null, {
      event: (event) => {
        standing = after(standing, event);
        setFollowing((before) => ({ ...before, standing }));
        if (standing === undefined || !isOver(standing.state)) return;
        line.close();
        tellEnd(standing);
      },
      live: (isLive) => setFollowing((before) => ({ ...before, isLive })),
      refused: () => setFollowing((before) => ({ ...before, isLost: true })),
    });
    return () => void line.close();
  }, [id, stream]);
  return following;
}
