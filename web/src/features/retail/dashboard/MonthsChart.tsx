import { useTranslations } from 'use-intl';
import { type Bar, BarsWithTarget } from '~/charts/BarsWithTarget';
import { useAmounts } from '~/lib/useAmounts';
import { oneOf, useFilters } from '~/lib/useFilters';
import { useFormats } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { Choice } from '~/ui/Choice';
import type { RetailDashboard } from '../api';
import { goalOf, PLANNED } from '../goals';
import { useMonthSlots } from '../useMonthSlots';

interface Props {
  dashboard: RetailDashboard;
  onPick: (month: string) => void;
}

const readFilters = (search: Record<string, unknown>) => ({
  bars: oneOf(PLANNED, search.bars) ?? 'revenue',
});

/** Two years of what can have a target. */
export function MonthsChart({ dashboard: { series, total }, onPick }: Props) {
  const t = useTranslations('retail');
  const { wholeEuros, signedWholeEuros, shortEuros, short, signedNumber } = useAmounts();
  const { number } = useFormats();
  const [{ bars: chosen }, change] = useFilters(readFilters);
  const slots = useMonthSlots(series.map(({ month }) => month));
  // A category has no baskets.
  const told = PLANNED.filter((measure) => total.figures[measure] !== null);
  const measure = told.includes(chosen) ? chosen : 'revenue';
  const bars = series.flatMap(({ figures, last_year }, index): Bar[] => {
    const slot = slots[index];
    if (slot === undefined) return [];
    const goal = goalOf(figures, measure);
    return [
      {
        ...slot,
        value: figures[measure],
        target: goal?.target ?? null,
        gap: goal?.gap ?? null,
        // A year without a sale is one that nobody knows of.
        before: last_year[measure] || null,
      },
    ];
  });
  return (
    <Card
      title={t(`dashboard.chart.${measure}`)}
      className="mb-4"
      action={
        <Choice
          label={t('dashboard.chartOf')}
          value={measure}
          onChange={(bars) => change({ bars })}
          items={told.map((value) => ({ value, label: t(`measures.${value}`) }))}
        />
      }
    >
      <BarsWithTarget
        label={t(`dashboard.chart.${measure}`)}
        slotName={t('month')}
        bars={bars}
        words={{
          value: t(`measures.${measure}`),
          target: t('measures.target'),
          gap: t('dashboard.gap'),
          before: t('lastYear'),
        }}
        {...(measure === 'baskets'
          ? { format: number, signed: signedNumber, axis: short }
          : { format: wholeEuros, signed: signedWholeEuros, axis: shortEuros })}
        height={280}
        onPick={onPick}
      />
    </Card>
  );
}
