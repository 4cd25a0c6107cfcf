import { ChartColumn } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { BarsWithTarget } from '~/charts/BarsWithTarget';
import { useSearchParams } from '~/lib/useFilters';
import { useFormats } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { EmptyState } from '~/ui/EmptyState';
import type { Usage } from '../api';
import { useMoney } from '../useMoney';

export function UsageChart({ usage: { days, totals } }: { usage: Usage }) {
  const t = useTranslations('gateway.usage');
  const { money, coarse } = useMoney();
  const { longDay, shortDay } = useFormats();
  const [, change] = useSearchParams();
  if (totals.requests === 0) {
    return (
      <div className="card">
        <EmptyState icon={ChartColumn} title={t('nothing')} text={t('nothingText')} />
      </div>
    );
  }
  return (
    <Card title={t('costByDay')}>
      <BarsWithTarget
        label={t('costByDay')}
        slotName={t('day')}
        height={200}
        bars={days.map(({ day, cost_micros: cost }) => ({
          key: day,
          title: longDay(day),
          short: shortDay(day).replace(/[\s,]*\d{4}$/, ''),
          value: cost,
        }))}
        words={{ value: t('cost'), target: '', before: '' }}
        format={money}
        axis={coarse}
        onPick={(day) => change({ why: day })}
      />
      <p className="mt-2 text-xs text-mute print:hidden">{t('whyHint')}</p>
    </Card>
  );
}
