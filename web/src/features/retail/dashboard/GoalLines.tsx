import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { WhyButton } from '~/parts/why/WhyButton';
import { TargetBar } from '../Attainment';
import type { Goal } from '../goals';

interface Props {
  /** Null where nobody planned any. */
  goal: Goal | null;
  /** Of the figure that it is the goal of. */
  title: string;
  short: (value: number) => string;
  signed: (value: number) => string;
}

/** How far a figure is from its target. */
export function GoalLines({ goal, title, short, signed }: Props) {
  const t = useTranslations('retail');
  const { percent } = useAmounts();
  if (goal === null) return <span className="block truncate">{t('dashboard.noTarget')}</span>;
  return (
    <>
      <TargetBar value={goal.attainment} className="my-1.5 block w-full max-w-40" />
      <span className="num block truncate">
        <WhyButton why={goal.why.attainment} what={`${title}, ${t('measures.attainment')}`}>
          {percent(goal.attainment)}
        </WhyButton>{' '}
        {t('dashboard.ofTarget', { target: short(goal.target) })}
      </span>
      <span className="num block truncate">
        {t('dashboard.gap')}{' '}
        <WhyButton why={goal.why.gap} what={`${title}, ${t('dashboard.gap')}`}>
          {signed(goal.gap)}
        </WhyButton>
      </span>
    </>
  );
}
