import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { DayBars } from '~/charts/DayBars';
import { useFormats } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { QueryView } from '~/ui/QueryView';
import { Skeleton } from '~/ui/Skeleton';
import { type Pages, topPagesQuery } from './api';

const NAMES = {
  '/staff': 'people',
  '/staff/people/$id': 'person',
  '/staff/me': 'me',
  '/staff/me/payslips/$id': 'ownPayslip',
  '/staff/absences': 'absences',
  '/staff/evaluations': 'evaluations',
  '/staff/statistics': 'statistics',
  '/staff/salaries': 'salaries',
  '/staff/salaries/$id': 'run',
  '/staff/salaries/payslips/$id': 'payslip',
  '/staff/register': 'register',
  '/staff/activity': 'activity',
} as const;

export function TopPages() {
  const t = useTranslations('staffActivity.pages');
  const query = useQuery(topPagesQuery);
  return (
    <Card title={t('title')}>
      <QueryView query={query} skeleton={<Skeleton className="h-44" />}>
        {(pages) => (
          <>
            <Views pages={pages} />
            <Ranking pages={pages} />
            <p className="mt-4 text-xs text-pretty text-mute">{t('note')}</p>
          </>
        )}
      </QueryView>
    </Card>
  );
}

function Views({ pages: { total, days } }: { pages: Pages }) {
  const t = useTranslations('staffActivity.pages');
  const { shortDay } = useFormats();
  const counts = days.map(({ views }) => views);
  return (
    <>
      <p className="num mb-3 flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="font-semibold">{t('views', { count: total })}</span>
        <span className="text-sm text-mute">{t('today', { count: counts.at(-1) ?? 0 })}</span>
      </p>
      <DayBars
        days={days.map(({ day, views }) => ({ day, count: views }))}
        label={t('chart', { low: Math.min(...counts), high: Math.max(...counts) })}
        describe={({ day, count }) => t('bar', { day: shortDay(day), count })}
      />
    </>
  );
}

/** The most opened first, each as long as its share of the first. */
function Ranking({ pages: { pages, other } }: { pages: Pages }) {
  const t = useTranslations('staffActivity.pages');
  const { number } = useFormats();
  if (pages.length === 0) return <p className="mt-3 text-mute">{t('none')}</p>;
  const most = pages[0]?.views ?? 1;
  const title = (page: string) => {
    const name = NAMES[page as keyof typeof NAMES];
    return name === undefined ? page : t(`names.${name}`);
  };
  const rows = pages.map(({ page, views }) => ({ page, title: title(page), views }));
  if (other > 0) rows.push({ page: 'other', title: t('other'), views: other });
  return (
    <ol className="mt-4 flex flex-col gap-1.5">
      {rows.map(({ page, title: name, views }) => (
        <li key={page} className="relative flex justify-between gap-3 rounded-md px-2 py-0.5">
          <span
            aria-hidden
            className="absolute inset-y-0 left-0 rounded-md bg-accent-soft"
            style={{ width: `${Math.min(1, views / most) * 100}%` }}
          />
          <span className="relative min-w-0 truncate text-sm">{name}</span>
          <span className="num relative text-sm font-medium">{number(views)}</span>
        </li>
      ))}
    </ol>
  );
}
