import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { Card } from '~/ui/Card';
import { Attainment } from '../Attainment';
import type { FigureRow, RetailDashboard } from '../api';
import { Growth } from '../Growth';

/** The stores that stand out at both ends; none where there are too few to rank. */
export function StoreRanking({ dashboard }: { dashboard: RetailDashboard }) {
  const t = useTranslations('retail.dashboard');
  const { best, worst, ranked_by: rankedBy } = dashboard;
  if (best.length + worst.length === 0) return null;
  return (
    <Card
      title={t('stores')}
      action={<span className="text-xs text-mute">{t(`rankedBy.${rankedBy}`)}</span>}
      flush
    >
      <Ranked title={t('best')} rows={best} by={rankedBy} />
      {worst.length > 0 && <Ranked title={t('worst')} rows={worst} by={rankedBy} />}
    </Card>
  );
}

interface RankedProps {
  title: string;
  rows: readonly FigureRow[];
  by: RetailDashboard['ranked_by'];
}

function Ranked({ title, rows, by }: RankedProps) {
  const { wholeEuros } = useAmounts();
  return (
    <>
      <h3 className="border-t border-line bg-raised px-4 py-1.5 text-xs font-medium text-mute">
        {title}
      </h3>
      <ol>
        {rows.map(({ id, name, figures, growth }) => (
          <li
            key={id}
            className="relative flex h-9 items-center gap-3 border-t border-line px-4 text-sm hover:bg-raised"
          >
            <Link
              to="/retail"
              search={(search: object) => ({ ...search, place: id })}
              className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0 after:content-['']"
            >
              {name}
            </Link>
            <span className="num w-24 text-right max-sm:hidden whitespace-nowrap text-mute">
              {wholeEuros(figures.revenue)}
            </span>
            <span className="w-36 text-right">
              {by === 'attainment' ? (
                <Attainment value={figures.attainment} />
              ) : (
                <Growth value={growth.revenue} />
              )}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
