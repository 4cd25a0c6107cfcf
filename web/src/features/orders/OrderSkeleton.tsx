import { useTranslations } from 'use-intl';
import { Skeleton } from '~/ui/Skeleton';

const STEPS = ['a', 'b', 'c', 'd', 'e'];
const STATS = ['a', 'b', 'c', 'd'];

/** The shape of `OrderView`, so that nothing moves when the order comes. */
export function OrderSkeleton() {
  const t = useTranslations('ui');
  return (
    <div role="status" className="card min-w-0">
      <span className="sr-only">{t('loading')}</span>
      <div className="px-4 pt-4 sm:px-5">
        <Skeleton className="my-1.5 h-5 w-40" />
        <Skeleton className="mt-2 h-6 w-72 max-w-full" />
        <Skeleton className="mt-2 h-4 w-60 max-w-full" />
      </div>
      <div className="flex flex-col gap-6 px-4 py-6 sm:flex-row sm:gap-0 sm:px-5">
        {STEPS.map((step) => (
          <div key={step} className="flex flex-1 gap-3 sm:flex-col sm:gap-2.5 sm:last:flex-none">
            <Skeleton round className="size-6" />
            <div>
              <Skeleton className="h-4 w-24" />
              <Skeleton className="mt-1.5 h-3.5 w-16" />
            </div>
          </div>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 border-t border-line px-4 py-4 sm:px-5 xl:grid-cols-4">
        {STATS.map((stat) => (
          <div key={stat}>
            <Skeleton className="h-3.5 w-20" />
            <Skeleton className="mt-2 h-4 w-28" />
          </div>
        ))}
      </div>
      <div className="h-12 rounded-b-xl border-t border-line bg-raised" />
    </div>
  );
}
