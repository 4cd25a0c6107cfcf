import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, Users } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { naturalNumber, text, useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { filtersQuery } from '../people/api';
import { indented } from '../people/places';
import { Personnel } from '../personnel/Personnel';
import { calendarQuery } from './api';
import { MonthGrid } from './MonthGrid';
import { MonthList } from './MonthList';

interface Shown {
  place: number | undefined;
  /** Its first day. */
  month: string | undefined;
}

const MONTH = /^\d{4}-\d{2}-01$/;

const read = (search: Record<string, unknown>): Shown => {
  const month = text(search.month);
  return {
    place: naturalNumber(search.place),
    month: month && MONTH.test(month) ? month : undefined,
  };
};

/** So many people at most are shown at first: the smallest place that one has. */
export function CalendarPage() {
  return (
    <Personnel>
      <MonthOfPlace />
    </Personnel>
  );
}

function MonthOfPlace() {
  const t = useTranslations('personnel.calendar');
  const [{ place, month }, show] = useFilters(read);
  const language = useLocale();
  const { data: choices } = useQuery(filtersQuery(language));
  const at = place ?? choices?.places.findLast(({ people }) => people > 0)?.id ?? 0;
  const query = useQuery(calendarQuery(at, month, language));
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="card min-w-0 overflow-hidden">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
          <Steps month={query.data?.month} onGo={(wanted) => show({ month: wanted })} />
          <Select
            label={t('place')}
            value={String(at)}
            onChange={(value) => show({ place: Number(value) || undefined })}
            items={indented(choices?.places ?? [])}
            className="max-sm:w-full"
          />
        </div>
        <QueryView query={query}>
          {(found) =>
            found.people.length === 0 ? (
              <EmptyState icon={Users} title={t('empty.title')} text={t('empty.text')} />
            ) : (
              <div
                className={query.isPlaceholderData ? 'opacity-60 transition-opacity' : undefined}
              >
                <MonthGrid month={found} />
                <MonthList month={found} />
                {found.more > 0 && (
                  <p className="border-t border-line px-4 py-3 text-sm text-mute">
                    {t('more', { count: found.more })}
                  </p>
                )}
              </div>
            )
          }
        </QueryView>
      </div>
    </>
  );
}

interface StepsProps {
  month: string | undefined;
  onGo: (month: string) => void;
}

function Steps({ month, onGo }: StepsProps) {
  const t = useTranslations('personnel.calendar');
  const language = useLocale();
  if (month === undefined) return null;
  const format = new Intl.DateTimeFormat(language, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (
    <div className="flex items-center gap-2">
      <Button
        icon={ChevronLeft}
        aria-label={t('previous')}
        onPress={() => onGo(stepped(month, -1))}
      />
      <h2 aria-live="polite" className="min-w-36 text-center font-semibold first-letter:uppercase">
        {format.format(new Date(`${month}T00:00:00Z`))}
      </h2>
      <Button icon={ChevronRight} aria-label={t('next')} onPress={() => onGo(stepped(month, 1))} />
    </div>
  );
}

function stepped(month: string, by: number): string {
  const first = new Date(`${month}T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + by);
  return first.toISOString().slice(0, 10);
}
