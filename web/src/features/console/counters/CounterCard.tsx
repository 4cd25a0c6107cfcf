import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { DayBars } from '~/charts/DayBars';
import { useFormats } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { QueryView } from '~/ui/QueryView';
import { Skeleton } from '~/ui/Skeleton';
import { type Counter, counterQuery, type KnownCounter } from './api';
import { TopItems } from './TopItems';

const POLL_MS = 10_000;

interface Props {
  counter: KnownCounter;
  days: number;
}

/** A total, its days as bars, and what was counted most where that is told apart. */
export function CounterCard({ counter, days }: Props) {
  const t = useTranslations('consoleCounters');
  const query = useQuery({ ...counterQuery(counter.name, days), refetchInterval: POLL_MS });
  const title = t(`names.${counter.key}`);
  return (
    <Card
      title={title}
      action={<code className="truncate font-mono text-xs text-mute">{counter.name}</code>}
    >
      <QueryView query={query} skeleton={<Skeleton className="h-44" />}>
        {(found) => (
          <>
            <Total found={found} />
            <Days found={found} title={title} />
            {found.top.length > 0 && <TopItems items={found.top} other={found.other} />}
          </>
        )}
      </QueryView>
    </Card>
  );
}

function Total({ found }: { found: Counter }) {
  const t = useTranslations('consoleCounters');
  const { number } = useFormats();
  return (
    <p className="num mb-3 flex items-baseline gap-2">
      <span className="text-2xl font-semibold tracking-tight">{number(found.total)}</span>
      <span className="text-sm text-mute">
        {t('today', { count: found.days.at(-1)?.count ?? 0 })}
      </span>
    </p>
  );
}

function Days({ found, title }: { found: Counter; title: string }) {
  const t = useTranslations('consoleCounters');
  const { shortDay } = useFormats();
  const counts = found.days.map(({ count }) => count);
  const [first, last] = [found.days[0], found.days.at(-1)];
  return (
    <>
      <DayBars
        days={found.days}
        label={t('chart', { name: title, low: Math.min(...counts), high: Math.max(...counts) })}
        describe={({ day, count }) => t('bar', { day: shortDay(day), count })}
      />
      <div aria-hidden className="num mt-1 flex justify-between text-xs text-mute">
        <span>{first && shortDay(first.day)}</span>
        <span>{last && shortDay(last.day)}</span>
      </div>
      {/* A table grows beyond the pixel that sr-only gives it: the box around it does not. */}
      <div className="sr-only">
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('table.day')}</th>
              <th scope="col">{t('table.count')}</th>
            </tr>
          </thead>
          <tbody>
            {found.days.map(({ day, count }) => (
              <tr key={day}>
                <th scope="row">{shortDay(day)}</th>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
