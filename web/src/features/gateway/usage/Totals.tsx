import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { useQuantities } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import { Figure, Figures } from '~/ui/Figure';
import type { Usage } from '../api';
import { useMoney } from '../useMoney';

/** The numbers that the page opens with. */
export function Totals({ usage: { totals, days } }: { usage: Usage }) {
  const t = useTranslations('gateway.usage');
  const { money } = useMoney();
  const { short } = useAmounts();
  const { percent } = useQuantities();
  const today = days.at(-1);
  return (
    <Figures>
      <Figure label={t('cost')}>{money(totals.cost_micros)}</Figure>
      {today && (
        <Figure label={t('today')}>
          <WhyButton why={today.day} what={t('today')}>
            {money(today.cost_micros)}
          </WhyButton>
        </Figure>
      )}
      <Figure label={t('requests')} note={t('failures', { count: totals.failures })}>
        {short(totals.requests)}
      </Figure>
      <Figure
        label={t('tokens')}
        note={t('tokensNote', {
          inwards: short(totals.tokens_in),
          outwards: short(totals.tokens_out),
        })}
      >
        {short(totals.tokens_in + totals.tokens_out)}
      </Figure>
      <Figure label={t('hits')} note={t('hitsNote', { saved: money(totals.saved_micros) })}>
        {percent(totals.requests === 0 ? 0 : totals.hits / totals.requests)}
      </Figure>
    </Figures>
  );
}
