import { useTranslations } from 'use-intl';
import { Lines } from '~/charts/Lines';
import { useAmounts } from '~/lib/useAmounts';
import { useUnits } from '~/lib/useFormats';
import type { MonthFigures } from './types';

/** A part of the span that is left free above and below. */
const ROOM = 0.25;

/** Between which values people are drawn: their course over a year hardly moves from zero. */
export function domainOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = Math.max((high - low) * ROOM, 0.5);
  return [Math.max(0, low - room), high + room];
}

interface Props {
  months: readonly MonthFigures[];
  present: number;
}

/** People required month by month, beside those who are there. */
export function MonthsChart({ months, present }: Props) {
  const t = useTranslations('workforce.months');
  const { fixed } = useUnits();
  const { longMonth, shortMonth } = useAmounts();
  const required = months.map((month) => month.required);
  return (
    <Lines
      label={t('title')}
      slotName={t('month')}
      height={220}
      slots={months.map(({ month }, index) => ({
        key: month,
        title: longMonth(month),
        short: shortMonth(month),
        ...((index === 0 || month.endsWith('-01')) && { group: month.slice(0, 4) }),
      }))}
      series={[
        { name: t('required'), values: required },
        { name: t('present'), values: months.map(() => present), dashed: true },
      ]}
      domain={domainOf([...required, present])}
      format={(value) => fixed(value, 'fte', 2)}
      axis={(value) => fixed(value, 'none', 0)}
    />
  );
}
