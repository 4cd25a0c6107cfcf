import { useEffect, useEffectEvent, useState } from 'react';

interface LiveEvent {
  name: string;
  topic: string;
  data: unknown;
}

interface Told {
  topic: string;
  data: unknown;
}

/** After a refusal (too many streams) the page goes on by polling, and asks again after this time. */
const AGAIN_MS = 30_000;

/**
 * Listens to topics of `/api/v1/events`; true while the stream stands. What may have been missed
 * comes as `reset`. A broken stream is taken up by the browser where it broke.
 */
export function useLiveEvents(
  topics: readonly string[],
  names: readonly string[],
  onEvent: (event: LiveEvent) => void,
): boolean {
  const [live, setLive] = useState(false);
  const tell = useEffectEvent(onEvent);
  const address = topics.length === 0 ? '' : `api/v1/events?topics=${[...topics].sort().join(',')}`;
  const wanted = names.join(' ');
  useEffect(() => {
    if (address === '') return;
    let again: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource;
    const open = () => {
      source = new EventSource(new URL(address, document.baseURI));
      source.onopen = () => setLive(true);
      source.onerror = () => {
        setLive(false);
        if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      };
      for (const name of [...wanted.split(' '), 'reset']) {
        source.addEventListener(name, (event) => {
          const told = JSON.parse((event as MessageEvent<string>).data) as Told;
          tell({ name, ...told });
        });
      }
    };
    open();
    return () => {
      clearTimeout(again);
      source.close();
      setLive(false);
    };
  }, [address, wanted]);
  return live;
}
