import { useTranslations } from 'use-intl';
import { useAction } from '~/ui/useAction';
import { act, type Conversation, DESK_KEY, type Deed } from './api';

/** Somebody else may have been faster: the server's sentence says so, and what stands is read. */
export function useDeed(of: Conversation, deed: Deed, onDone?: () => void) {
  const t = useTranslations('ordersDesk.done');
  return useAction({
    run: () => act(of.id, deed),
    // That it was taken shows: where its state stood, one can write now.
    ...(deed !== 'take' && { done: () => t(deed) }),
    refresh: [DESK_KEY],
    ...(onDone && { onDone }),
  });
}
