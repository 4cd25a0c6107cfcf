import { Skeleton } from '~/ui/Skeleton';
import { TableSkeleton } from '~/ui/TableSkeleton';

/** The head of a source and what was found in it. */
export function SourceSkeleton() {
  return (
    <div className="card overflow-hidden">
      <div className="px-4 py-4">
        <Skeleton className="h-4 w-52" />
        <Skeleton className="mt-4 h-3.5 w-64 max-w-full" />
      </div>
      <TableSkeleton />
    </div>
  );
}
