import { type Hears, type Line, openLine } from './line';

/** The server's limit for one line. */
const MOST_TOPICS = 32;
/** Pages mount and unmount their parts in bursts. */
const SETTLE_MS = 50;
/** A hidden tab gives its connection back: browsers have six for all tabs of a host. */
const HIDDEN_MS = 30_000;

interface Follower {
  topics: readonly string[];
  hears: Hears;
}

export interface Switchboard {
  /** Gives the way to stop. */
  follow: (topics: readonly string[], hears: Hears) => () => void;
}

/**
 * One line for the whole page, whoever follows what. When the topics change, another line goes on
 * where the one before has ended, for positions hold for all topics.
 */
export function createSwitchboard(open = openLine, settleMs = SETTLE_MS): Switchboard {
  const followers = new Set<Follower>();
  let line: Line | null = null;
  let lineTopics = '';
  let last: string | null = null;
  let isLive = false;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let isHidden = false;

  const hears: Hears = {
    event: (event) => {
      for (const follower of [...followers]) {
        if (event.event === 'reset' || follower.topics.includes(event.topic)) {
          follower.hears.event(event);
        }
      }
    },
    live: (now) => {
      isLive = now;
      for (const follower of followers) follower.hears.live(hearsAll() && now);
    },
  };

  function wanted(): string[] {
    return [...new Set([...followers].flatMap(({ topics }) => topics))].sort();
  }

  function hearsAll(): boolean {
    return wanted().length <= MOST_TOPICS;
  }

  function hangUp(): void {
    last = line?.close() ?? last;
    line = null;
    lineTopics = '';
  }

  function settle(): void {
    const topics = isHidden ? [] : wanted().slice(0, MOST_TOPICS);
    if (topics.join() === lineTopics) return;
    hangUp();
    if (followers.size === 0) last = null;
    if (topics.length === 0) return;
    lineTopics = topics.join();
    line = open(topics, last, hears);
  }

  function settleSoon(): void {
    clearTimeout(settling);
    settling = setTimeout(settle, settleMs);
  }

  function onVisibility(): void {
    clearTimeout(hiding);
    if (document.visibilityState === 'hidden') {
      hiding = setTimeout(() => {
        isHidden = true;
        settle();
      }, HIDDEN_MS);
    } else {
      isHidden = false;
      settle();
    }
  }

  return {
    follow: (topics, followerHears) => {
      if (followers.size === 0) document.addEventListener('visibilitychange', onVisibility);
      const follower = { topics, hears: followerHears };
      followers.add(follower);
      followerHears.live(isLive && hearsAll());
      settleSoon();
      return () => {
        followers.delete(follower);
        if (followers.size === 0) {
          document.removeEventListener('visibilitychange', onVisibility);
          clearTimeout(hiding);
          isHidden = false;
          isLive = false;
        }
        settleSoon();
      };
    },
  };
}

export const switchboard = createSwitchboard();
