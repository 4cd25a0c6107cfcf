import { useTranslations } from 'use-intl';
import { type Bar, BarsWithTarget } from '~/charts/BarsWithTarget';
import { useAmounts } from '~/lib/useAmounts';
import type { MonthOfSeries } from '../api';
import { useMonthSlots } from '../useMonthSlots';

interface Props {
  series: readonly MonthOfSeries[];
  onPick: (month: string) => void;
}

export function RevenueChart({ series, onPick }: Props) {
  const t = useTranslations('retail');
  const { wholeEuros, shortEuros } = useAmounts();
  const slots = useMonthSlots(series.map(({ month }) => month));
  const bars = series.flatMap(({ figures, last_year }, index): Bar[] => {
    const slot = slots[index];
    if (slot === undefined) return [];
    const { revenue, target } = figures;
    // A year without a sale is one that nobody knows of.
    return [{ ...slot, value: revenue, target, before: last_year.revenue || null }];
  });
  return (
    <BarsWithTarget
      label={t('dashboard.chart')}
      slotName={t('month')}
      bars={bars}
      words={{
        value: t('measures.revenue'),
        target: t('measures.target'),
        before: t('lastYear'),
      }}
      format={wholeEuros}
      axis={shortEuros}
      height={280}
      onPick={onPick}
    />
  );
}
