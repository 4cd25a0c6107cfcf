import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asFailure } from '~/api/failure';
import { useDelayed } from '~/lib/useDelayed';
import { FailureState } from './FailureState';
import { TableSkeleton } from './TableSkeleton';

interface Props<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isPending' | 'refetch'>;
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}

/** Exactly one of: what was read, its skeleton, why it could not be read. What was read stays. */
export function QueryView<Data>({ query, skeleton = <TableSkeleton />, children }: Props<Data>) {
  const { data, error, isPending, refetch } = query;
  const slow = useDelayed(isPending);
  if (data !== undefined) return children(data);
  if (error) return <FailureState failure={asFailure(error)} onRetry={() => void refetch()} />;
  return slow ? skeleton : null;
}
