import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { Facts } from '~/ui/Facts';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { useAction } from '~/ui/useAction';
import { type Evaluation, removeEvaluation, TOUCHED } from './api';
import { EvaluationForm } from './EvaluationForm';

interface Props {
  evaluation: Evaluation;
  onClose: () => void;
}

export function EvaluationSheet({ evaluation, onClose }: Props) {
  const t = useTranslations('personnel.evaluations');
  const { number, longDay } = useFormats();
  const [editing, setEditing] = useState(false);
  const { employee, mark, weight, comment, evaluator } = evaluation;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={employee.name}
      subtitle={employee.place}
      actions={
        evaluation.may_change && (
          <>
            <Button icon={Pencil} onPress={() => setEditing(true)}>
              {t('sheet.edit')}
            </Button>
            <Remove evaluation={evaluation} onRemoved={onClose} />
          </>
        )
      }
    >
      <p className="num mb-4 text-2xl font-semibold tracking-tight">
        {t('outOf', { mark: number(mark) })}
      </p>
      <Facts
        facts={[
          [t('form.from'), longDay(evaluation.period_from)],
          [t('form.until'), longDay(evaluation.period_until)],
          [t('table.weight'), number(weight)],
          [t('table.by'), evaluator],
        ]}
      />
      {comment && (
        <Section title={t('sheet.comment')}>
          <p className="text-pretty whitespace-pre-line">{comment}</p>
        </Section>
      )}
      {editing && (
        <EvaluationForm
          employee={employee}
          evaluation={evaluation}
          onClose={() => setEditing(false)}
          onSaved={() => setEditing(false)}
        />
      )}
    </Sheet>
  );
}

function Remove({ evaluation, onRemoved }: { evaluation: Evaluation; onRemoved: () => void }) {
  const t = useTranslations('personnel.evaluations.sheet');
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: () => removeEvaluation(evaluation),
    done: () => t('removed'),
    refresh: TOUCHED,
    onDone: onRemoved,
  });
  return (
    <>
      <Button icon={Trash2} className="ml-auto text-bad!" onPress={() => setAsking(true)}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('sure')}
        action={t('remove')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('sureText')}
      </ConfirmDialog>
    </>
  );
}
