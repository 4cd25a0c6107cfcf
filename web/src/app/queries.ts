import { QueryCache, QueryClient } from '@tanstack/react-query';
import { asFailure } from '~/api/failure';
import { ME_KEY } from '~/api/me';

/** What was read, for as long as the page lives. */
export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // Rights have changed since the page asked for them.
    onError: (error) => {
      if (asFailure(error).kind !== 'forbidden') return;
      void queries.invalidateQueries({ queryKey: ME_KEY, exact: true });
    },
  }),
  defaultOptions: {
    // Asked even when the browser says offline: an answer "Régie does not answer" beats waiting.
    queries: {
      networkMode: 'always',
      retry: (failures, error) => failures < 1 && asFailure(error).mayPass,
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always' },
  },
});
