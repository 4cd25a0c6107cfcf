import { useQuery } from '@tanstack/react-query';
import { Check, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useUnits } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { Facts } from '~/ui/Facts';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { type Absence, absenceQuery, balancesQuery, decide, TOUCHED, type Verb } from './api';
import { StateBadge } from './StateBadge';
import { usePeriod } from './usePeriod';

const NOTE_MAX = 200;

/** One absence, and what the reader may do about it. */
export function AbsenceSheet({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useTranslations('personnel.absences.sheet');
  const query = useQuery(absenceQuery(id, useLocale()));
  const [note, setNote] = useState('');
  const { data } = query;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={data ? t('title', { name: data.employee.name }) : '…'}
      subtitle={data && `${data.kind_title} · ${data.employee.place}`}
      aside={data && <StateBadge absence={data} />}
      actions={
        data &&
        (data.may_decide || data.may_cancel) && <Acts absence={data} note={note} onDone={onClose} />
      }
    >
      <QueryView query={query}>
        {(absence) => (
          <>
            <Told absence={absence} />
            {absence.may_decide && (
              <>
                <Left absence={absence} />
                <div className="mt-6">
                  <TextField
                    label={t('reply')}
                    value={note}
                    onChange={setNote}
                    maxLength={NOTE_MAX}
                    autoComplete="off"
                  />
                </div>
              </>
            )}
          </>
        )}
      </QueryView>
    </Sheet>
  );
}

function Told({ absence }: { absence: Absence }) {
  const t = useTranslations('personnel.absences.sheet');
  const { exact } = useUnits();
  const period = usePeriod();
  return (
    <Facts
      facts={[
        [
          t('period'),
          <span key="period" className="num">
            {period(absence)}
          </span>,
        ],
        [
          t('days'),
          <span key="days" className="num">
            {exact(absence.days, 'days')}
          </span>,
        ],
        [t('asked'), <When key="asked" at={absence.asked_at} />],
        [t('note'), absence.note],
        [t('decided'), absence.decided_at && <When key="decided" at={absence.decided_at} />],
        [t('by'), absence.decided_by],
        [t('answer'), absence.decision_note],
      ]}
    />
  );
}

/** What is left to somebody, for whoever decides; nothing where the balances are out of reach. */
function Left({ absence }: { absence: Absence }) {
  const t = useTranslations('personnel.absences.sheet');
  const { exact } = useUnits();
  const { data } = useQuery(balancesQuery(absence.employee.id, useLocale()));
  if (!data) return null;
  return (
    <Section title={t('balances')}>
      <Facts
        facts={data.balances.map(({ title, days }) => [
          title,
          <span key={title} className="num">
            {exact(days, 'days')}
          </span>,
        ])}
      />
    </Section>
  );
}

interface ActsProps {
  absence: Absence;
  note: string;
  onDone: () => void;
}

function Acts({ absence, note, onDone }: ActsProps) {
  const t = useTranslations('personnel.absences.sheet');
  const [asking, setAsking] = useState(false);
  const { name } = absence.employee;
  const act = useAction({
    run: (verb: Verb) => decide(absence, verb, note.trim()),
    done: (_, verb) =>
      verb === 'cancel' ? t('cancelled') : t(verb === 'approve' ? 'approved' : 'refused', { name }),
    refresh: TOUCHED,
    onDone,
  });
  return (
    <>
      {absence.may_decide && (
        <>
          <Button
            kind="primary"
            icon={Check}
            isPending={act.isPending}
            onPress={() => act.mutate('approve')}
          >
            {t('approve')}
          </Button>
          <Button icon={X} isPending={act.isPending} onPress={() => act.mutate('refuse')}>
            {t('refuse')}
          </Button>
        </>
      )}
      {absence.may_cancel && !absence.may_decide && (
        <Button icon={Undo2} className="ml-auto text-bad!" onPress={() => setAsking(true)}>
          {t(absence.state === 'pending' ? 'withdraw' : 'cancel')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('sure')}
        action={t(absence.state === 'pending' ? 'withdraw' : 'cancel')}
        pending={act.isPending}
        onConfirm={() => act.mutate('cancel')}
        onClose={() => setAsking(false)}
      >
        {t('sureText')}
      </ConfirmDialog>
    </>
  );
}
