import { Clock, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import type { TrackedOrder } from './track';

/** How late the dispatch is, or was; an order without a date or that was cancelled says nothing. */
export function Delay({ order }: { order: TrackedOrder }) {
  const t = useTranslations('ordersPage.result');
  const days = order.days_late;
  if (days === null || order.status === 'cancelled') return null;
  const late = days > 0;
  const Icon = late ? TriangleAlert : Clock;
  const words = late ? t('late', { days }) : t('onTime');
  return (
    <span
      className={cx(
        'mt-0.5 flex items-center gap-1.5 text-xs font-medium',
        late ? 'text-warn' : 'text-good',
      )}
    >
      <Icon aria-hidden size={13} strokeWidth={2.2} />
      {words}
    </span>
  );
}
