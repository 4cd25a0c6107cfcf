import { useTranslations } from 'use-intl';
import { Skeleton } from '~/ui/Skeleton';

const CARDS = ['a', 'b', 'c', 'd'];

/** The shape of the page, so that nothing moves when the figures come. */
export function DashboardSkeleton() {
  const t = useTranslations('ui');
  return (
    <div role="status">
      <span className="sr-only">{t('loading')}</span>
      <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-6">
        <div className="card col-span-2 h-36 p-4">
          <Skeleton className="h-3.5 w-24" />
          <Skeleton className="mt-3 h-6 w-40" />
        </div>
        {CARDS.map((card) => (
          <div key={card} className="card h-36 p-4">
            <Skeleton className="h-3.5 w-20" />
            <Skeleton className="mt-3 h-6 w-24" />
          </div>
        ))}
      </div>
      <div className="card mb-4 h-96 p-4">
        <Skeleton className="h-4 w-56" />
        <Skeleton className="mt-6 h-72" />
      </div>
    </div>
  );
}
