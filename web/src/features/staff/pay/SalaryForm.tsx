import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { DateField } from '~/parts/day/DateField';
import { writeDay } from '~/parts/day/typed';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { FormDialog } from '~/parts/FormDialog';
import { NumberField } from '~/ui/NumberField';
import { useForm } from '~/ui/useForm';
import { SALARIES_KEY } from '../salaries/api';
import { type Pay, readPay, type Salary, type SalaryDraft, saveSalary } from './api';
import { inHundredths, inWholes, MONEY, stillThere } from './typed';

const MONTHLY_HOURS = 151.67;

interface Draft {
  from: string;
  monthly: number;
  hourly: number;
}

const EMPTY: Draft = { from: '', monthly: Number.NaN, hourly: Number.NaN };

const draftOf = (salary: Salary): Draft => ({
  from: salary.valid_from,
  monthly: inWholes(salary.monthly_cents),
  hourly: inWholes(salary.hourly_cents),
});

interface Props {
  employee: number;
  /** None: a new one. */
  salary?: Salary;
  onClose: () => void;
}

export function SalaryForm({ employee, salary, onClose }: Props) {
  const t = useTranslations('personPay.salaries.form');
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => (salary ? draftOf(salary) : EMPTY));
  const [stored, setStored] = useState(salary);
  const change = (wanted: Partial<Draft>) => setDraft({ ...draft, ...wanted });
  const form = useForm<'valid_from' | 'monthly_cents' | 'hourly_cents', SalaryDraft, Pay>({
    run: (body) => saveSalary(employee, stored, body),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: SALARIES_KEY });
      toast(t('saved'));
      onClose();
    },
  });
  const dayComplaint = useDayComplaint();
  const missing = (value: number) => (value > 0 ? undefined : t('missing'));
  const submit = () =>
    form.submit(
      {
        valid_from: draft.from,
        monthly_cents: inHundredths(draft.monthly),
        hourly_cents: inHundredths(draft.hourly),
      },
      {
        valid_from: dayComplaint(draft.from, t('missing')),
        monthly_cents: missing(draft.monthly),
        hourly_cents: missing(draft.hourly),
      },
    );
  return (
    <>
      <FormDialog
        title={t(salary ? 'edit' : 'add')}
        action={t('save')}
        form={form}
        onSubmit={submit}
        onClose={onClose}
      >
        <DateField
          isRequired
          label={t('from')}
          value={draft.from}
          onChange={(from) => change({ from })}
          error={form.errorAt('valid_from')}
        />
        <NumberField
          isRequired
          label={t('monthly')}
          value={draft.monthly}
          onChange={(monthly) => change({ monthly })}
          formatOptions={MONEY}
          minValue={0}
          error={form.errorAt('monthly_cents')}
        />
        <NumberField
          isRequired
          label={t('hourly')}
          hint={t('hourlyHint', { hours: MONTHLY_HOURS })}
          value={draft.hourly}
          onChange={(hourly) => change({ hourly })}
          formatOptions={MONEY}
          minValue={0}
          error={form.errorAt('hourly_cents')}
        />
      </FormDialog>
      {salary && (
        <ChangedMeanwhile
          failure={form.failure}
          read={async (signal) =>
            stillThere((await readPay(employee, signal)).salaries, salary.id, t('gone'))
          }
          compare={(latest) => {
            const theirs = draftOf(latest);
            return (['from', 'monthly', 'hourly'] as const).map((field) => ({
              label: t(field),
              mine: writeDay(String(draft[field])),
              theirs: writeDay(String(theirs[field])),
            }));
          }}
          onKeep={setStored}
          onTake={(latest) => {
            setStored(latest);
            setDraft(draftOf(latest));
          }}
        />
      )}
    </>
  );
}
