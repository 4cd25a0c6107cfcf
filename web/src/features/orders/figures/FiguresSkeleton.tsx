import { useTranslations } from 'use-intl';
import { Skeleton } from '~/ui/Skeleton';

const TILES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** The shape of the page, so that nothing moves when the figures come. */
export function FiguresSkeleton() {
  const t = useTranslations('ui');
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">{t('loading')}</span>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-6">
        {TILES.map((tile) => (
          <div key={tile} className="card h-[90px] px-4 py-3">
            <Skeleton className="h-3.5 w-16" />
            <Skeleton className="mt-2.5 h-5 w-12" />
          </div>
        ))}
      </div>
      <div className="card h-[336px] p-4">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="mt-8 h-56" />
      </div>
    </div>
  );
}
