import {
  CircleCheck,
  CloudOff,
  LogOut,
  type LucideIcon,
  OctagonX,
  TriangleAlert,
} from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { HealthReport, HealthStatus } from '~/api/health';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import { HEALTH_TONES } from '~/ui/healthTones';
import { INK, SOFT } from '~/ui/tone';

const ICONS: Record<HealthStatus, LucideIcon> = {
  ready: CircleCheck,
  degraded: TriangleAlert,
  unavailable: OctagonX,
  draining: LogOut,
};

interface Props {
  report: HealthReport;
  /** When the shown report was read, once the server answers no more; epoch milliseconds. */
  staleSince: number | null;
}

export function Summary({ report, staleSince }: Props) {
  const t = useTranslations();
  const { timeWithSeconds } = useFormats();
  const status = staleSince === null ? report.status : 'unknown';
  const tone = HEALTH_TONES[status];
  const Icon = status === 'unknown' ? CloudOff : ICONS[status];
  return (
    <section className="card flex items-center gap-4 p-4">
      <span className={cx('grid size-11 shrink-0 place-items-center rounded-xl', SOFT[tone])}>
        <Icon aria-hidden size={22} strokeWidth={1.8} />
      </span>
      <div className="min-w-0">
        <h2 className={cx('text-lg font-semibold tracking-tight', INK[tone])}>
          {t(`health.${status}`)}
        </h2>
        <p className="text-pretty text-mute">
          {status === 'unknown'
            ? t('healthPage.refresh.stale', { time: timeWithSeconds(new Date(staleSince ?? 0)) })
            : t(`healthPage.summary.${status}`)}
        </p>
      </div>
      <p className="num ml-auto shrink-0 text-xs text-mute max-sm:hidden">Régie {report.version}</p>
    </section>
  );
}
