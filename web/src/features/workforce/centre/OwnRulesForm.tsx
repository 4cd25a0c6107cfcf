import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { FormDialog } from '~/parts/FormDialog';
import { NumberField } from '~/ui/NumberField';
import { useForm } from '~/ui/useForm';
import { changeCentre, readCentre, WORKFORCE_KEY } from '../api';
import type { CentreRules, Rules, SeenCentre } from '../types';

interface Props {
  own: SeenCentre;
  rules: Rules;
  onClose: () => void;
}

type Field = keyof CentreRules;
const FIELDS = [
  ['standard_hours', 'standard', 24],
  ['idle_hours', 'idle', 24],
  ['minimum_crew', 'crew', 1000],
] as const satisfies readonly (readonly [Field, string, number])[];

const typedIn = (own: CentreRules): Record<Field, number> => ({
  standard_hours: own.standard_hours ?? Number.NaN,
  idle_hours: own.idle_hours ?? Number.NaN,
  minimum_crew: own.minimum_crew ?? Number.NaN,
});
const orNothing = (value: number) => (Number.isNaN(value) ? null : value);

/** What differs in one centre: an empty field is the organisation's value. */
export function OwnRulesForm({ own, rules, onClose }: Props) {
  const t = useTranslations('workforce.ownRules');
  const { exact } = useUnits();
  const queries = useQueryClient();
  const [version, setVersion] = useState(own.version);
  const [typed, setTyped] = useState(() => typedIn(own));
  const wanted: CentreRules = {
    standard_hours: orNothing(typed.standard_hours),
    idle_hours: orNothing(typed.idle_hours),
    minimum_crew: orNothing(typed.minimum_crew),
  };
  const form = useForm<Field, void, SeenCentre>({
    run: () => changeCentre(own.place_id, version, wanted),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: WORKFORCE_KEY });
      toast(t('saved', { name: own.name }));
      onClose();
    },
  });
  const standard = wanted.standard_hours ?? rules.standard_hours;
  const leavesTime = (wanted.idle_hours ?? rules.idle_hours) < standard;
  const shown = (value: number | null | undefined) =>
    value == null ? t('general') : exact(value, 'number');
  return (
    <FormDialog
      title={t('formTitle', { name: own.name })}
      action={t('save')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(undefined, { idle_hours: leavesTime ? undefined : t('leavesNoTime') })
      }
    >
      <p className="text-sm text-mute">{t('hint')}</p>
      {FIELDS.map(([field, word, most]) => (
        <NumberField
          key={field}
          label={t(word)}
          hint={t('generalIs', { value: exact(rules[field], 'number') })}
          minValue={0}
          maxValue={most}
          {...(field === 'minimum_crew' && { step: 1 })}
          value={typed[field]}
          onChange={(value) => setTyped({ ...typed, [field]: value })}
          error={form.errorAt(field)}
        />
      ))}
      <ChangedMeanwhile
        failure={form.failure}
        read={(signal) => readCentre(own.place_id, signal)}
        compare={(latest) =>
          FIELDS.map(([field, word]) => ({
            label: t(word),
            mine: shown(wanted[field]),
            theirs: shown(latest[field]),
          }))
        }
        onKeep={(latest) => setVersion(latest.version)}
        onTake={(latest) => {
          setVersion(latest.version);
          setTyped(typedIn(latest));
        }}
      />
    </FormDialog>
  );
}
