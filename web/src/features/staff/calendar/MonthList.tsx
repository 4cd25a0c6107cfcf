import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import { usePeriod } from '../absences/usePeriod';
import type { Month } from './api';

/** The same on phones, where a month has no room: who is away, and when. */
export function MonthList({ month: { people } }: { month: Month }) {
  const t = useTranslations('personnel.calendar');
  const period = usePeriod();
  const away = people.filter(({ absences }) => absences.length > 0);
  if (away.length === 0) {
    return <p className="border-t border-line px-4 py-6 text-mute md:hidden">{t('nobody')}</p>;
  }
  return (
    <ul aria-label={t('list')} className="md:hidden">
      {away.map(({ id, name, absences }) => (
        <li key={id} className="border-t border-line px-4 py-3">
          <span className="font-medium">{name}</span>
          {absences.map((absence) => (
            <span
              key={`${absence.first_on}${absence.first_half}`}
              className="mt-1 flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm"
            >
              <span className="num">{period(absence)}</span>
              <Badge tone={absence.state === 'pending' ? 'warn' : 'neutral'}>
                {absence.state === 'pending' ? t('pending') : (absence.kind_title ?? t('away'))}
              </Badge>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}
