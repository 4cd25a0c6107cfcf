import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Badge } from '~/ui/Badge';
import { STATUS_LOOK } from '../statusTones';
import type { Card } from './api';

/** The order as the customer was shown it: what was held back from them is not here either. */
export function OrderCard({ of }: { of: Card }) {
  const t = useTranslations('ordersDesk.card');
  const { shortDay, number } = useFormats();
  const look = STATUS_LOOK[of.status];
  const late = of.days_late !== null && of.days_late > 0;
  return (
    <div className="mt-2 rounded-lg border border-line bg-surface px-3 py-2 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className="num font-medium">{of.number}</span>
        <Badge tone={look.tone} icon={look.icon}>
          {of.status_label}
        </Badge>
      </div>
      <p className="num mt-1 text-xs text-mute">
        {t('ordered', { day: shortDay(of.ordered_on) })}
        {of.expected_on && ` · ${t('expected', { day: shortDay(of.expected_on) })}`}
        {late && ' · '}
        {late && (
          <span className="font-medium whitespace-nowrap text-warn">
            {t('late', { days: of.days_late ?? 0 })}
          </span>
        )}
      </p>
      {of.designation && (
        <p className="mt-0.5 text-xs text-mute">
          {of.copies === null
            ? of.designation
            : t('content', { copies: number(of.copies), designation: of.designation })}
        </p>
      )}
      {of.history && of.history.length > 0 && (
        <ol className="num mt-1.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-mute">
          {of.history.map((step) => (
            <li key={`${step.status} ${step.on}`}>
              {shortDay(step.on)} {step.status_label}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
