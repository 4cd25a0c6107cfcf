import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import type { Line, Payslip } from './api';

/** The lines as they add up: what makes the gross salary, then what is taken from it. */
export function PayslipLines({ payslip }: { payslip: Payslip }) {
  const t = useTranslations('staffPay.payslip');
  const { euros } = useAmounts();
  const { lines, totals } = payslip;
  const gross = lines.filter(({ part }) => part === 'gross');
  const taken = lines.filter(({ part }) => part !== 'gross');
  return (
    <div className="card overflow-hidden">
      <table aria-label={t('lines')} className="w-full">
        <thead>
          <tr className="text-xs text-mute">
            <th scope="col" className="h-9 pl-4 text-left font-medium">
              {t('line')}
            </th>
            <th scope="col" className="px-2 text-right font-medium max-sm:hidden">
              {t('basis')}
            </th>
            <th scope="col" className="px-2 text-right font-medium max-sm:hidden">
              {t('quantity')}
            </th>
            <th scope="col" className="pr-4 text-right font-medium">
              {t('amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          <Rows lines={gross} />
          <Total title={t('gross')}>{euros(totals.gross_cents)}</Total>
          <Rows lines={taken} />
          <Total title={t('net')} strong>
            <WhyButton why="net" what={t('of')}>
              {euros(totals.net_cents)}
            </WhyButton>
          </Total>
        </tbody>
      </table>
    </div>
  );
}

function Rows({ lines }: { lines: readonly Line[] }) {
  const { euros } = useAmounts();
  const quantity = useQuantity();
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a payslip never changes
    <tr key={index} className="border-t border-line align-top">
      <th scope="row" className="py-2 pl-4 text-left font-normal">
        {line.title}
        {line.label !== null && <span className="block text-xs text-mute">{line.label}</span>}
        <span className="num block text-xs text-mute sm:hidden">
          {[line.basis_cents !== null && euros(line.basis_cents), quantity(line)]
            .filter(Boolean)
            .join(' × ')}
        </span>
      </th>
      <td className="num px-2 py-2 text-right whitespace-nowrap text-mute max-sm:hidden">
        {line.basis_cents !== null && euros(line.basis_cents)}
      </td>
      <td className="num px-2 py-2 text-right whitespace-nowrap text-mute max-sm:hidden">
        {quantity(line)}
      </td>
      <td className="num py-2 pr-4 text-right whitespace-nowrap">{euros(line.cents)}</td>
    </tr>
  ));
}

interface TotalProps {
  title: string;
  strong?: boolean;
  children: React.ReactNode;
}

function Total({ title, strong, children }: TotalProps) {
  return (
    <tr className={cx('border-t border-line bg-raised', strong ? 'text-lg' : '')}>
      <th scope="row" className="py-2 pl-4 text-left font-semibold">
        {title}
      </th>
      <td colSpan={2} className="max-sm:hidden" />
      <td className="num py-2 pr-4 text-right font-semibold whitespace-nowrap">{children}</td>
    </tr>
  );
}

/** Days, hours or a rate: whatever multiplies the basis. */
function useQuantity(): (line: Line) => string | undefined {
  const t = useTranslations('staffPay.payslip');
  const { percent } = useAmounts();
  const { number } = useFormats();
  return ({ code, quantity, rate }) => {
    if (code === 'base' && quantity !== null && rate !== null) {
      return t('days', { days: quantity, of: rate });
    }
    if (code === 'unpaid' && quantity !== null)
      return t('hours', { hours: number(quantity / 100) });
    return rate === null ? undefined : percent(rate / 100);
  };
}
