import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { leave } from '~/api/session';

/** Nobody is signed in any more: a page of one's own gives way to the sign-in page. */
export function useLeave(): (options?: { tellOthers: boolean }) => void {
  const queries = useQueryClient();
  const router = useRouter();
  return useCallback(
    (options = { tellOthers: true }) => {
      leave(queries, options);
      void router.invalidate();
    },
    [queries, router],
  );
}
