import { useQuery } from '@tanstack/react-query';
import { CalendarX } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { EmptyState } from '~/ui/EmptyState';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { AbsenceSheet } from './AbsenceSheet';
import { AbsenceTable } from './AbsenceTable';
import { absencesQuery } from './api';

/** Those of one person, inside of their file. */
export function PersonAbsences({ employee }: { employee: number }) {
  const t = useTranslations('personnel.absences');
  const [after, setAfter] = useState<string>();
  const [open, setOpen] = useState<number>();
  const asked = { sort: '-first_on', ...(after !== undefined && { after }) } as const;
  const query = useQuery(absencesQuery(asked, { employee }, useLocale()));
  return (
    <div className="card min-w-0 overflow-hidden">
      <QueryView query={query}>
        {({ absences, next }) =>
          absences.length === 0 ? (
            <EmptyState icon={CalendarX} title={t('empty.none')} />
          ) : (
            <>
              <AbsenceTable
                ofOne
                label={t('title')}
                rows={absences}
                onOpen={({ id }) => setOpen(id)}
                faded={query.isPlaceholderData}
              />
              <Pager at={after} next={next} onGo={setAfter} />
            </>
          )
        }
      </QueryView>
      {open !== undefined && <AbsenceSheet id={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
