import { useTranslations } from 'use-intl';
import { Skeleton } from './Skeleton';

const WIDTHS = ['w-48', 'w-36', 'w-56', 'w-40', 'w-52', 'w-32'];

/** The shape of a `DataTable`, so that nothing moves when the rows come. */
export function TableSkeleton() {
  const t = useTranslations('ui');
  return (
    <div role="status" className="border-t border-line">
      <span className="sr-only">{t('loading')}</span>
      {WIDTHS.map((width) => (
        <div
          key={width}
          className="flex h-10 items-center gap-6 border-b border-line px-4 last:border-0"
        >
          <Skeleton className={`h-3.5 max-w-full ${width}`} />
          <Skeleton className="ml-auto h-3.5 w-16" />
          <Skeleton className="h-3.5 w-20 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
