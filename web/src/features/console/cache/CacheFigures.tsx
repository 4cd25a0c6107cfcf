import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Figure, Figures } from '~/ui/Figure';
import type { CacheReport } from './api';
import { askedOf, hitRatio, meanLoad, totalOf } from './totals';

/** All prefixes and all processes together. */
export function CacheFigures({ report }: { report: CacheReport }) {
  const t = useTranslations('consoleCache.figures');
  const { number } = useFormats();
  const { percent, bytes, duration } = useQuantities();
  const total = totalOf(report.prefixes);
  const ratio = hitRatio(total);
  const mean = meanLoad(total);
  return (
    <Figures>
      <Figure label={t('ratio')} note={t('ratioNote', { asked: askedOf(total) })}>
        {ratio === null ? t('none') : percent(ratio)}
      </Figure>
      <Figure
        label={t('loads')}
        note={mean !== null && t('loadsNote', { duration: duration(mean) })}
      >
        {number(total.loads)}
      </Figure>
      <Figure
        label={t('stale')}
        tone={total.stale_served > 0 ? 'warn' : undefined}
        note={t('staleNote')}
      >
        {number(total.stale_served)}
      </Figure>
      <Figure
        label={t('memory')}
        note={t('memoryNote', { entries: total.entries, processes: report.processes })}
      >
        {bytes(total.bytes)}
      </Figure>
    </Figures>
  );
}
