import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { DateField } from '~/parts/day/DateField';
import { writeDay } from '~/parts/day/typed';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { NumberField } from '~/ui/NumberField';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { addEvaluation, changeEvaluation, type Evaluation, readEvaluation, TOUCHED } from './api';

const HIGHEST = 20;
const HEAVIEST = 10;
const COMMENT_MAX = 2000;

interface Draft {
  from: string;
  until: string;
  mark: number;
  weight: number;
  comment: string;
  version: number;
}

const EMPTY: Draft = { from: '', until: '', mark: Number.NaN, weight: 1, comment: '', version: 0 };

const draftOf = (evaluation: Evaluation): Draft => ({
  from: evaluation.period_from,
  until: evaluation.period_until,
  mark: evaluation.mark,
  weight: evaluation.weight,
  comment: evaluation.comment ?? '',
  version: evaluation.version,
});

interface Props {
  employee: { id: number; name: string };
  /** None: a new one. */
  evaluation?: Evaluation;
  onClose: () => void;
  onSaved: () => void;
}

export function EvaluationForm({ employee, evaluation, onClose, onSaved }: Props) {
  const t = useTranslations('personnel.evaluations.form');
  const dayComplaint = useDayComplaint();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => (evaluation ? draftOf(evaluation) : EMPTY));
  const change = (wanted: Partial<Draft>) => setDraft({ ...draft, ...wanted });
  const body = () => ({
    period_from: draft.from,
    period_until: draft.until,
    mark_tenths: Math.round(draft.mark * 10),
    weight: draft.weight,
    comment: draft.comment.trim() || null,
  });
  const form = useForm<'period_from' | 'period_until' | 'mark_tenths', void, Evaluation>({
    run: () =>
      evaluation
        ? changeEvaluation(evaluation.id, draft.version, body())
        : addEvaluation({ employee_id: employee.id, ...body() }),
    onDone: () => {
      for (const queryKey of TOUCHED) void queries.invalidateQueries({ queryKey });
      toast(t('saved'));
      onSaved();
    },
  });
  return (
    <Dialog
      title={evaluation ? t('edit') : t('add', { name: employee.name })}
      isOpen
      onClose={onClose}
    >
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(undefined, {
            period_from: dayComplaint(draft.from, t('missing')),
            period_until: dayComplaint(draft.until, t('missing')),
            mark_tenths: Number.isNaN(draft.mark) ? t('missing') : undefined,
          });
        }}
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <DateField
              isRequired
              label={t('from')}
              value={draft.from}
              onChange={(from) => change({ from })}
              error={form.errorAt('period_from')}
            />
            <DateField
              isRequired
              label={t('until')}
              value={draft.until}
              onChange={(until) => change({ until })}
              error={form.errorAt('period_until')}
            />
            <NumberField
              isRequired
              label={t('mark')}
              value={draft.mark}
              onChange={(mark) => change({ mark })}
              minValue={0}
              maxValue={HIGHEST}
              formatOptions={{ maximumFractionDigits: 1 }}
              error={form.errorAt('mark_tenths')}
            />
            <NumberField
              label={t('weight')}
              hint={t('weightHint')}
              value={draft.weight}
              onChange={(weight) => change({ weight })}
              minValue={1}
              maxValue={HEAVIEST}
              step={1}
            />
          </div>
          <TextField
            label={t('comment')}
            value={draft.comment}
            onChange={(comment) => change({ comment })}
            maxLength={COMMENT_MAX}
            autoComplete="off"
          />
          <FormFailure failure={exceptChanged(form.failure)} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <SubmitButton form={form}>{t('save')}</SubmitButton>
        </div>
      </Form>
      {evaluation && (
        <ChangedMeanwhile
          failure={form.failure}
          read={(signal) => readEvaluation(evaluation.id, signal)}
          compare={(latest) => [
            { label: t('mark'), mine: String(draft.mark), theirs: String(latest.mark) },
            { label: t('weight'), mine: String(draft.weight), theirs: String(latest.weight) },
            { label: t('from'), mine: writeDay(draft.from), theirs: writeDay(latest.period_from) },
            {
              label: t('until'),
              mine: writeDay(draft.until),
              theirs: writeDay(latest.period_until),
            },
            { label: t('comment'), mine: draft.comment, theirs: latest.comment ?? '' },
          ]}
          onKeep={({ version }) => change({ version })}
          onTake={(latest) => setDraft(draftOf(latest))}
        />
      )}
    </Dialog>
  );
}
