import { useQueryClient } from '@tanstack/react-query';
import { useEvents } from '~/lib/events/useEvents';
import { conversationKey, LISTS_KEY } from './api';

const TOPICS = ['orders.desk'];

/** Reads anew what somebody has changed. True while changes are told as they happen. */
export function useLiveDesk(open: string | undefined): boolean {
  const queries = useQueryClient();
  return useEvents(TOPICS, ({ event, data }) => {
    void queries.invalidateQueries({ queryKey: LISTS_KEY });
    const changed = (data as { id?: string } | null)?.id;
    if (open === undefined || (event !== 'reset' && changed !== open)) return;
    void queries.invalidateQueries({ queryKey: conversationKey(open) });
  });
}
