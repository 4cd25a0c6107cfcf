import type { Slot } from '~/charts/figures';
import { useAmounts } from '~/lib/useAmounts';

/** Months on an axis: the year stands under the first one and under each January. */
export function useMonthSlots(months: readonly string[]): Slot[] {
  const { longMonth, shortMonth } = useAmounts();
  return months.map((month, index) => ({
    key: month,
    title: longMonth(month),
    short: shortMonth(month),
    ...((index === 0 || month.endsWith('-01')) && { group: month.slice(0, 4) }),
  }));
}
