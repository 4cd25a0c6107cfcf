import { useQuery } from '@tanstack/react-query';
import { CalendarDays, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useLocale, useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { DateField } from '~/parts/day/DateField';
import { isDay } from '~/parts/day/typed';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { Choice } from '~/ui/Choice';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import { useForm } from '~/ui/useForm';
import { type Absence, ask, type Half, kindsQuery, measureQuery, TOUCHED, type Wish } from './api';

const NOTE_MAX = 200;
const NOTHING: Wish = {
  kind: 'paid_leave',
  first_on: '',
  first_half: 'morning',
  last_on: '',
  last_half: 'afternoon',
};

/** One's own absence: what it would cost is told while the days are chosen. */
export function AskForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('personnel.absences.ask');
  const { data: kinds } = useQuery(kindsQuery(useLocale()));
  const [wish, setWish] = useState(NOTHING);
  const [note, setNote] = useState('');
  const refresh = useAction({ run: async () => {}, refresh: TOUCHED });
  const form = useForm<'first_on' | 'last_on' | 'note', void, Absence>({
    run: () => ask({ ...wish, note: note.trim() || null }),
    onDone: () => {
      refresh.mutate(undefined);
      toast(t('sent'));
      onClose();
    },
  });
  const dayComplaint = useDayComplaint();
  const change = (wanted: Partial<Wish>) => setWish({ ...wish, ...wanted });
  return (
    <Dialog title={t('title')} isOpen onClose={onClose}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(undefined, {
            first_on: dayComplaint(wish.first_on, t('missing')),
            last_on: dayComplaint(wish.last_on, t('missing')),
          });
        }}
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          <Select
            label={t('kind')}
            value={wish.kind}
            onChange={(kind) => change({ kind })}
            items={(kinds?.kinds ?? []).map(({ code, title }) => ({ value: code, label: title }))}
          />
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <Day
              label={t('first')}
              day={wish.first_on}
              half={wish.first_half}
              halves={{ morning: t('halves.morning'), afternoon: t('halves.noon') }}
              halfName={t('from')}
              error={form.errorAt('first_on')}
              onDay={(first_on) =>
                change({
                  first_on,
                  last_on: isDay(first_on) && wish.last_on < first_on ? first_on : wish.last_on,
                })
              }
              onHalf={(first_half) => change({ first_half })}
            />
            <Day
              label={t('last')}
              day={wish.last_on}
              half={wish.last_half}
              halves={{ morning: t('halves.noon'), afternoon: t('halves.evening') }}
              halfName={t('to')}
              error={form.errorAt('last_on')}
              onDay={(last_on) => change({ last_on })}
              onHalf={(last_half) => change({ last_half })}
            />
          </div>
          <Measured wish={wish} />
          <TextField
            label={t('note')}
            value={note}
            onChange={setNote}
            maxLength={NOTE_MAX}
            error={form.errorAt('note')}
            autoComplete="off"
          />
          <FormFailure failure={form.failure} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <SubmitButton form={form}>{t('send')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}

interface DayProps {
  label: string;
  day: string;
  half: Half;
  halves: Record<Half, string>;
  halfName: string;
  error: string | undefined;
  onDay: (day: string) => void;
  onHalf: (half: Half) => void;
}

function Day({ label, day, half, halves, halfName, error, onDay, onHalf }: DayProps) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <DateField isRequired label={label} value={day} onChange={onDay} error={error} />
      <span className="flex items-center gap-2 text-sm text-mute">
        {halfName}
        <Choice
          label={`${label}, ${halfName}`}
          value={half}
          onChange={onHalf}
          items={[
            { value: 'morning', label: halves.morning },
            { value: 'afternoon', label: halves.afternoon },
          ]}
        />
      </span>
    </div>
  );
}

/** How many working days that is, and what would be left. */
function Measured({ wish }: { wish: Wish }) {
  const t = useTranslations('personnel.absences.ask');
  const { exact } = useUnits();
  const chosen = isDay(wish.first_on) && isDay(wish.last_on) && wish.last_on >= wish.first_on;
  const { data, error } = useQuery(measureQuery(wish, chosen));
  if (!chosen || !data || error) return null;
  const { days, balance_after: after, overlaps } = data;
  const bad = overlaps || (after !== null && after < 0);
  const Icon = bad ? TriangleAlert : CalendarDays;
  return (
    <p
      role="status"
      className={`num flex items-center gap-2 rounded-lg px-3 py-2 text-sm ${
        bad ? 'bg-warn-soft text-warn' : 'bg-accent-soft text-accent'
      }`}
    >
      <Icon aria-hidden size={16} className="shrink-0" />
      <span>
        {t('measured', { days: exact(days, 'days') })}
        {after !== null &&
          ` · ${
            after < 0
              ? t('short', { days: exact(-after, 'days') })
              : t('after', { days: exact(after, 'days') })
          }`}
        {overlaps && ` · ${t('overlaps')}`}
      </span>
    </p>
  );
}
