import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useFormats } from '~/lib/useFormats';
import type { Away, Month, Person } from './api';
import { awayOn, type OnDay } from './awayOn';

/** Hatched, so that colour is not all that tells it. */
const PENDING = 'bg-[repeating-linear-gradient(135deg,var(--warn)_0_3px,transparent_3px_6px)]';

/** A row for each person, a column for each day; phones have a list instead. */
export function MonthGrid({ month: { days, people } }: { month: Month }) {
  const t = useTranslations('personnel.calendar');
  return (
    <section
      className="hidden overflow-x-auto md:block"
      aria-label={t('title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <table className="w-full border-collapse text-xs">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky left-0 z-1 min-w-44 bg-surface px-4 py-2 text-left font-medium text-mute"
            >
              {t('who')}
            </th>
            {days.map(({ on, worked }) => (
              <th
                key={on}
                scope="col"
                className={cx(
                  'num h-9 min-w-7 border-l border-line px-0.5 text-center font-medium',
                  worked ? 'text-ink' : 'bg-raised text-mute',
                )}
              >
                {Number(on.slice(8))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row key={person.id} person={person} days={days} />
          ))}
        </tbody>
        <tfoot>
          <tr className="border-t border-line">
            <th
              scope="row"
              className="sticky left-0 z-1 bg-surface px-4 py-2 text-left font-medium text-mute"
            >
              {t('total')}
            </th>
            {days.map(({ on, absent, worked }) => (
              <td
                key={on}
                className={cx(
                  'num h-8 border-l border-line text-center',
                  worked ? 'text-ink' : 'bg-raised text-mute',
                )}
              >
                {worked && absent > 0 ? absent : ''}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      <Legend />
    </section>
  );
}

function Row({ person, days }: { person: Person; days: Month['days'] }) {
  return (
    <tr className="border-t border-line">
      <th
        scope="row"
        className="sticky left-0 z-1 max-w-56 truncate bg-surface px-4 py-1 text-left text-sm font-normal"
      >
        {person.name}
      </th>
      {days.map((day) => (
        <Cell key={day.on} person={person} day={day} away={awayOn(person.absences, day.on)} />
      ))}
    </tr>
  );
}

interface CellProps {
  person: Person;
  day: Month['days'][number];
  away: OnDay | undefined;
}

function Cell({ person, day: { on, worked }, away }: CellProps) {
  const t = useTranslations('personnel.calendar');
  const { shortDay } = useFormats();
  const what = away && (away.absence.kind_title ?? t('away'));
  return (
    <td className={cx('h-8 border-l border-line p-0', !worked && 'bg-raised')}>
      {away && worked && (
        <span
          title={t('told', { name: person.name, day: shortDay(on), what: what ?? '' })}
          className={cx('flex h-8', away.half === 'afternoon' && 'justify-end')}
        >
          <Bar absence={away.absence} half={away.half !== undefined} />
          <span className="sr-only">{what}</span>
        </span>
      )}
    </td>
  );
}

function Bar({ absence, half }: { absence: Away; half: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        'my-1.5 forced-colors:border',
        half ? 'w-1/2' : 'w-full',
        absence.state === 'pending' ? PENDING : 'bg-accent',
      )}
    />
  );
}

function Legend() {
  const t = useTranslations('personnel.calendar');
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line px-4 py-2.5 text-xs text-mute">
      <span className="flex items-center gap-2">
        <span aria-hidden className="h-3 w-5 bg-accent" />
        {t('approved')}
      </span>
      <span className="flex items-center gap-2">
        <span aria-hidden className={cx('h-3 w-5', PENDING)} />
        {t('pending')}
      </span>
      <span className="flex items-center gap-2">
        <span aria-hidden className="h-3 w-5 bg-raised ring-1 ring-line" />
        {t('free')}
      </span>
    </p>
  );
}
