import { useTranslations } from 'use-intl';
import { useQuantities, useUnits } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import { Figure, Figures } from '~/ui/Figure';
import { BALANCE_TONES, balanceOf } from './balance';
import { writeWhy } from './question';
import type { Node } from './types';

/** The numbers that a page of results opens with. */
export function KeyFigures({ of }: { of: Node }) {
  const t = useTranslations('workforce.figures');
  const tBalance = useTranslations('workforce.balance');
  const { fixed, change } = useUnits();
  const { percent } = useQuantities();
  const balance = balanceOf(of);
  const required = fixed(of.required, 'none', 2);
  return (
    <Figures>
      <Figure label={t('required')} note={t('staffed', { count: fixed(of.staffed, 'none', 1) })}>
        <WhyButton why={writeWhy({ place: of.place_id ?? undefined })} what={t('required')}>
          {required}
        </WhyButton>
      </Figure>
      <Figure
        label={t('present')}
        note={of.ratio !== null && t('share', { share: percent(of.ratio) })}
      >
        {fixed(of.present, 'none', 2)}
      </Figure>
      <Figure label={t('gap')} tone={BALANCE_TONES[balance]} note={tBalance(balance)}>
        {change(of.gap, 2)}
      </Figure>
      <Figure label={t('hours')} note={t('hoursNote')}>
        {fixed(of.hours_per_day, 'none', 1)}
      </Figure>
      {of.completeness !== null && (
        <Figure
          label={t('completeness')}
          tone={of.completeness < 1 ? 'warn' : undefined}
          note={t(of.completeness < 1 ? 'incomplete' : 'complete')}
        >
          {percent(of.completeness)}
        </Figure>
      )}
    </Figures>
  );
}
