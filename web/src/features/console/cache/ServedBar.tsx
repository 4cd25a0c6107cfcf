import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { ShareBar } from '~/ui/ShareBar';
import { type Counts, hitRatio } from './totals';

const FILLS = {
  memory: 'bg-accent',
  valkey: 'bg-accent/45',
  stale: 'bg-warn',
  miss: 'bg-edge/60',
} as const;
const LEVELS = ['memory', 'valkey', 'stale', 'miss'] as const;

/** Who answered the reads of a prefix, and how many of them the cache did by itself. */
export function ServedBar({ counts }: { counts: Counts }) {
  const t = useTranslations('consoleCache');
  const { number } = useFormats();
  const { percent } = useQuantities();
  const ratio = hitRatio(counts);
  if (ratio === null) return <span className="text-sm text-mute">{t('unread')}</span>;
  const amounts = {
    memory: counts.memory_hits,
    valkey: counts.valkey_hits,
    stale: counts.stale_served,
    miss: counts.misses,
  };
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <ShareBar
          label={t('served', {
            memory: number(amounts.memory),
            valkey: number(amounts.valkey),
            stale: number(amounts.stale),
            miss: number(amounts.miss),
          })}
          parts={LEVELS.map((name) => ({ name, amount: amounts[name], fill: FILLS[name] }))}
        />
      </div>
      <span className="num w-14 text-right text-sm font-medium">{percent(ratio)}</span>
    </div>
  );
}

export function ServedLegend() {
  const t = useTranslations('consoleCache.levels');
  return (
    <ul className="flex flex-wrap justify-end gap-x-3 text-xs text-mute max-sm:hidden">
      {LEVELS.map((level) => (
        <li key={level} className="flex items-center gap-1.5">
          <span aria-hidden className={cx('keep-colour size-2 rounded-full', FILLS[level])} />
          {t(level)}
        </li>
      ))}
    </ul>
  );
}
