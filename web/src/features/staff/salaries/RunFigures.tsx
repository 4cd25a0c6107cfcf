import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import { Figure, Figures } from '~/ui/Figure';
import type { RunDetail } from './api';
import { monthBefore } from './months';

export function RunFigures({ run }: { run: RunDetail }) {
  const t = useTranslations('staffPay.figures');
  const { shortMonth, signedWholeEuros, wholeEuros } = useAmounts();
  const { number } = useFormats();
  const { totals, before } = run;
  const month = shortMonth(monthBefore(run.month));
  const beside = (now: number, then: number | undefined, write: (value: number) => string) => {
    if (then === undefined) return run.kind === 'regular' ? t('noBefore') : undefined;
    return now === then
      ? t('same', { month })
      : t('before', { difference: write(now - then), month });
  };
  const people = (value: number) => (value > 0 ? `+${number(value)}` : number(value));
  return (
    <Figures>
      <Figure label={t('people')} note={beside(totals.people, before?.people, people)}>
        {number(totals.people)}
      </Figure>
      <Figure
        label={t('gross')}
        note={beside(totals.gross_cents, before?.gross_cents, signedWholeEuros)}
      >
        {wholeEuros(totals.gross_cents)}
      </Figure>
      <Figure
        label={t('contributions')}
        note={
          totals.deductions_cents > 0 &&
          t('deductions', { amount: wholeEuros(totals.deductions_cents) })
        }
      >
        {wholeEuros(totals.contributions_cents)}
      </Figure>
      <Figure label={t('net')} note={beside(totals.net_cents, before?.net_cents, signedWholeEuros)}>
        <WhyButton why="net" what={t('net')}>
          {wholeEuros(totals.net_cents)}
        </WhyButton>
      </Figure>
    </Figures>
  );
}
