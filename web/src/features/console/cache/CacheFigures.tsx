import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Figure, Figures } from '~/ui/Figure';
import { askedOf, type Counts, hitRatio, meanLoad, totalOf } from './totals';

export function CacheFigures({ prefixes }: { prefixes: readonly Counts[] }) {
  const t = useTranslations('consoleCache.figures');
  const { number } = useFormats();
  const { percent, bytes, duration } = useQuantities();
  const total = totalOf(prefixes);
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
      <Figure label={t('memory')} note={t('memoryNote', { entries: total.entries })}>
        {bytes(total.bytes)}
      </Figure>
    </Figures>
  );
}
