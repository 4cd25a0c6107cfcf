import { ArrowRight } from 'lucide-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { Growth } from '../Growth';
import { marginRate, type Outcome } from './scenario';

/** Before, after, and by how much. */
export const OutcomeFigures = memo(function OutcomeFigures({
  outcome: { before, after },
}: {
  outcome: Outcome;
}) {
  const t = useTranslations('retail');
  const { wholeEuros, percent } = useAmounts();
  const rates = { before: marginRate(before), after: marginRate(after) };
  const rate = (value: number | null) => (value === null ? '—' : percent(value));
  const change = (then: number, now: number) => (then > 0 ? (now / then - 1) * 100 : null);
  return (
    <dl className="grid gap-3 sm:grid-cols-3">
      <Pair
        title={t('measures.revenue')}
        before={wholeEuros(before.revenue)}
        after={wholeEuros(after.revenue)}
        change={<Growth value={change(before.revenue, after.revenue)} />}
      />
      <Pair
        title={t('measures.margin')}
        before={wholeEuros(before.margin)}
        after={wholeEuros(after.margin)}
        change={<Growth value={change(before.margin, after.margin)} />}
      />
      <Pair
        title={t('measures.margin_rate')}
        before={rate(rates.before)}
        after={rate(rates.after)}
        change={
          <Growth
            unit="points"
            value={
              rates.before === null || rates.after === null ? null : rates.after - rates.before
            }
          />
        }
      />
    </dl>
  );
});

interface PairProps {
  title: string;
  before: string;
  after: string;
  change: React.ReactNode;
}

function Pair({ title, before, after, change }: PairProps) {
  return (
    <div className="card min-w-0 px-4 py-3">
      <dt className="flex justify-between gap-2 text-xs font-medium text-mute">
        <span className="truncate">{title}</span>
        {change}
      </dt>
      <dd className="num text-xl font-semibold tracking-tight whitespace-nowrap">{after}</dd>
      <dd className="num flex items-center gap-1 text-xs whitespace-nowrap text-mute">
        {before}
        <ArrowRight aria-hidden size={12} />
        {after}
      </dd>
    </div>
  );
}
