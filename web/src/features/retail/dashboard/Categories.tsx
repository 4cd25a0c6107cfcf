import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Heat } from '~/charts/Heat';
import { useAmounts } from '~/lib/useAmounts';
import { oneOf, useFilters } from '~/lib/useFilters';
import { useUnits } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { Choice } from '~/ui/Choice';
import type { FigureRow, RetailDashboard } from '../api';
import { Growth } from '../Growth';
import { monthsBetween, shifted } from '../months';

const VIEWS = ['ranking', 'months'] as const;

const readFilters = (search: Record<string, unknown>) => ({
  categories: oneOf(VIEWS, search.categories) ?? 'ranking',
});

/** What sells: the largest first, or month by month against the category's own mean. */
export function Categories({ dashboard }: { dashboard: RetailDashboard }) {
  const t = useTranslations('retail.dashboard');
  const [{ categories: shown }, change] = useFilters(readFilters);
  const { categories, period } = dashboard;
  if (categories.length === 0) return null;
  return (
    <Card
      title={t('categories')}
      action={
        <Choice
          label={t('categoryView')}
          value={shown}
          onChange={(categories) => change({ categories })}
          items={VIEWS.map((value) => ({ value, label: t(`categoryViews.${value}`) }))}
        />
      }
      flush
    >
      {shown === 'ranking' ? (
        <Ranking rows={categories} />
      ) : (
        <Months rows={categories} last={period.last} />
      )}
    </Card>
  );
}

function Ranking({ rows }: { rows: readonly FigureRow[] }) {
  const t = useTranslations('retail');
  const { wholeEuros, percent } = useAmounts();
  const most = Math.max(...rows.map(({ figures }) => figures.revenue), 1);
  return (
    <table aria-label={t('dashboard.categories')} className="w-full table-fixed text-sm">
      <thead className="text-xs text-mute">
        <tr>
          <th scope="col" className="h-8 px-4 text-left font-medium">
            {t('category')}
          </th>
          <th scope="col" className="w-26 px-2 text-right font-medium">
            {t('measures.revenue')}
          </th>
          <th scope="col" className="w-24 px-2 text-right font-medium max-sm:pr-4">
            {t('lastYearShort')}
          </th>
          <th scope="col" className="w-28 pr-4 pl-2 text-right font-medium max-sm:hidden">
            {t('measures.margin_rate')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, figures, growth }) => (
          <tr key={id} className="relative border-t border-line hover:bg-raised">
            <th scope="row" className="h-9 min-w-0 px-4 text-left font-normal">
              <Link
                to="/retail"
                search={(search: object) => ({ ...search, category: id })}
                className="block truncate font-medium after:absolute after:inset-0 after:content-['']"
              >
                {name}
              </Link>
              <span
                aria-hidden
                className="keep-colour mt-0.5 block h-1 rounded-full bg-accent"
                style={{ width: `${Math.max(0, (figures.revenue / most) * 100)}%` }}
              />
            </th>
            <td className="num px-2 text-right whitespace-nowrap">{wholeEuros(figures.revenue)}</td>
            <td className="px-2 text-right max-sm:pr-4">
              <Growth value={growth.revenue} />
            </td>
            <td className="num pr-4 pl-2 text-right max-sm:hidden">
              {figures.margin_rate === null ? '—' : percent(figures.margin_rate)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Months({ rows, last }: { rows: readonly FigureRow[]; last: string }) {
  const t = useTranslations('retail');
  const { longMonth, shortMonth, signedPercent } = useAmounts();
  const { change } = useUnits();
  const months = monthsBetween(shifted(last, -11), last);
  const against = new Map(rows.map(({ id, spark }) => [String(id), againstMean(spark)]));
  return (
    <div className="px-4 pb-4">
      <p className="mb-2 text-xs text-mute">{t('dashboard.seasonHint')}</p>
      <Heat
        label={t('dashboard.season')}
        rowName={t('category')}
        rows={rows.map(({ id, name }) => ({ key: String(id), title: name }))}
        columns={months.map((month) => ({
          key: month,
          title: longMonth(month),
          short: shortMonth(month),
        }))}
        valueAt={(row, month) => against.get(row)?.[months.indexOf(month)] ?? null}
        short={(value) => change(value, 0)}
        format={signedPercent}
        around="zero"
      />
    </div>
  );
}

/** Each month in per cent of the mean of them all, less 100: nothing where nothing was sold. */
export function againstMean(values: readonly number[]): (number | null)[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return values.map((value) => (mean > 0 ? (value / mean - 1) * 100 : null));
}
