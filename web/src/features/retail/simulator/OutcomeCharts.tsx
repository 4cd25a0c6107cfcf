import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { BarsWithTarget } from '~/charts/BarsWithTarget';
import { Waterfall } from '~/charts/Waterfall';
import { useAmounts } from '~/lib/useAmounts';
import { KINDS, type Outcome } from './scenario';

interface Props {
  outcome: Outcome;
}

/** From the margin before to the margin after, by what changes it. */
export const MarginSteps = memo(function MarginSteps({ outcome: { before, steps } }: Props) {
  const t = useTranslations('retail.simulator');
  const { shortEuros, signedShortEuros } = useAmounts();
  return (
    <Waterfall
      label={t('waterfall')}
      slotName={t('step')}
      start={{ title: t('before'), value: before.margin }}
      steps={KINDS.map((kind) => ({ key: kind, title: t(`kinds.${kind}`), value: steps[kind] }))}
      end={{ title: t('after') }}
      words={{ total: t('margin'), change: t('change'), rise: t('rise'), fall: t('fall') }}
      format={shortEuros}
      signed={signedShortEuros}
      axis={shortEuros}
      height={240}
    />
  );
});

/** The margin of each region, before and after. */
export const RegionBars = memo(function RegionBars({ outcome: { regions } }: Props) {
  const t = useTranslations('retail.simulator');
  const { wholeEuros, shortEuros } = useAmounts();
  return (
    <BarsWithTarget
      label={t('regions')}
      slotName={t('region')}
      bars={regions.map(({ id, name, before, after }) => ({
        key: String(id),
        title: name,
        short: name,
        value: after.margin,
        before: before.margin,
      }))}
      words={{ value: t('after'), target: '', before: t('before') }}
      format={wholeEuros}
      axis={shortEuros}
      height={220}
    />
  );
});
