import { useQuery } from '@tanstack/react-query';
import { CalendarX } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { Heat } from '~/charts/Heat';
import { naturalNumber, useFilters } from '~/lib/useFilters';
import { useFormats, useUnits } from '~/lib/useFormats';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { Figure, Figures } from '~/ui/Figure';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { Personnel } from '../personnel/Personnel';
import { type PlaceFigures, type Statistics, statisticsQuery } from './api';
import { Way } from './Way';

interface Shown {
  place: number | undefined;
  year: number | undefined;
}

const read = (search: Record<string, unknown>): Shown => ({
  place: naturalNumber(search.place),
  year: naturalNumber(search.year),
});

const YEARS = 4;

export function StatisticsPage() {
  return (
    <Personnel>
      <OfPlace />
    </Personnel>
  );
}

function OfPlace() {
  const t = useTranslations('personnel.statistics');
  const [{ place, year }, show] = useFilters(read);
  const query = useQuery(statisticsQuery(place, year, useLocale()));
  const shown = query.data?.year ?? year;
  const thisYear = new Date().getFullYear();
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Select
            label={t('year')}
            value={String(shown ?? thisYear)}
            onChange={(value) =>
              show({ year: Number(value) === thisYear ? undefined : Number(value) })
            }
            items={Array.from({ length: YEARS }, (_, back) => String(thisYear - back)).map(
              (value) => ({ value, label: value }),
            )}
          />
        }
      />
      <QueryView query={query}>
        {(statistics) => (
          <div className="flex flex-col gap-5">
            <Way statistics={statistics} onGo={(wanted) => show({ place: wanted })} />
            <Total statistics={statistics} />
            <Sites statistics={statistics} onGo={(wanted) => show({ place: wanted })} />
            <Months statistics={statistics} />
          </div>
        )}
      </QueryView>
    </>
  );
}

function Total({ statistics: { total } }: { statistics: Statistics }) {
  const t = useTranslations('personnel.statistics');
  const { number } = useFormats();
  const { exact } = useUnits();
  return (
    <Figures>
      <Figure label={t('people')}>{number(total.people)}</Figure>
      {total.absences !== null && <Figure label={t('absences')}>{number(total.absences)}</Figure>}
      {total.days !== null && (
        <Figure
          label={t('days')}
          note={
            total.people > 0 &&
            t('perPerson', {
              days: exact(Math.round((10 * total.days) / total.people) / 10, 'days'),
            })
          }
        >
          {exact(total.days, 'days')}
        </Figure>
      )}
      <Figure label={t('average')} note={t('marks', { count: total.evaluations })}>
        {total.average === null ? '—' : `${number(total.average)} / 20`}
      </Figure>
    </Figures>
  );
}

interface SitesProps {
  statistics: Statistics;
  onGo: (place: number) => void;
}

function Sites({ statistics: { places }, onGo }: SitesProps) {
  const t = useTranslations('personnel.statistics');
  const columns = useColumns();
  if (places.length === 0) return null;
  return (
    <Card title={t('sites')} flush>
      <DataTable<PlaceFigures, string>
        label={t('sites')}
        columns={columns}
        rows={places}
        rowKey={({ id }) => String(id)}
        onOpen={({ id }) => onGo(id)}
      />
    </Card>
  );
}

function useColumns(): Column<PlaceFigures>[] {
  const t = useTranslations('personnel.statistics');
  const { number } = useFormats();
  const { exact, fixed } = useUnits();
  const written = (value: number | null, write: (known: number) => string) =>
    value === null ? <span className="text-mute">—</span> : write(value);
  return [
    { key: 'name', title: t('site'), cell: ({ name }) => <span className="truncate">{name}</span> },
    {
      key: 'people',
      title: t('people'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ figures }) => number(figures.people),
    },
    {
      key: 'absences',
      title: t('absences'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ figures }) => written(figures.absences, number),
    },
    {
      key: 'days',
      title: t('days'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ figures }) => written(figures.days, (days) => exact(days, 'days')),
    },
    {
      key: 'average',
      title: t('average'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ figures }) =>
        written(figures.average, (average) => `${fixed(average, 'number', 1)} / 20`),
    },
  ];
}

function Months({ statistics: { months, year } }: { statistics: Statistics }) {
  const t = useTranslations('personnel.statistics');
  const language = useLocale();
  const { exact } = useUnits();
  const { number } = useFormats();
  const long = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const short = new Intl.DateTimeFormat(language, { month: 'short', timeZone: 'UTC' });
  const columns = Array.from({ length: 12 }, (_, month) => {
    const first = new Date(Date.UTC(year, month, 1));
    return { key: String(month), title: long.format(first), short: short.format(first) };
  });
  if (months.length === 0) {
    return (
      <div className="card">
        <EmptyState icon={CalendarX} title={t('empty.title')} text={t('empty.text')} />
      </div>
    );
  }
  return (
    <Card title={t('months')}>
      <Heat
        label={t('months')}
        rowName={t('kind')}
        rows={months.map(({ kind, title }) => ({ key: kind, title }))}
        columns={columns}
        valueAt={(kind, month) =>
          months.find((each) => each.kind === kind)?.days[Number(month)] ?? null
        }
        short={(days) => (days === 0 ? '' : number(days))}
        format={(days) => exact(days, 'days')}
      />
      <p className="mt-3 text-xs text-mute">{t('remembered')}</p>
    </Card>
  );
}
