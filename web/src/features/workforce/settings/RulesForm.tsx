import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { Card } from '~/ui/Card';
import { Choice } from '~/ui/Choice';
import { FormFailure } from '~/ui/FormFailure';
import { NumberField } from '~/ui/NumberField';
import { SubmitButton } from '~/ui/SubmitButton';
import { useForm } from '~/ui/useForm';
import { changeRules, readRules, WORKFORCE_KEY } from '../api';
import type { Rounding, Rules, SeenRules } from '../types';
import { RoundingEffect } from './RoundingEffect';

type NumberName = Exclude<keyof Rules, 'rounding'>;

const ROUNDINGS = ['none', 'half', 'up'] as const satisfies Rounding[];
const NUMBERS = [
  ['days_per_year', 366],
  ['days_per_month', 31],
  ['standard_hours', 24],
  ['idle_hours', 24],
  ['minimum_crew', 1000],
] as const satisfies readonly (readonly [NumberName, number])[];

function ruled({ version: _, ...rules }: SeenRules): Rules {
  return rules;
}

interface Props {
  rules: SeenRules;
  /** Else it may only be read. */
  manages: boolean;
}

/** How volumes become people, and at once what the rounding makes of it. */
export function RulesForm({ rules, manages }: Props) {
  const t = useTranslations('workforce.settings');
  const { exact } = useUnits();
  const queries = useQueryClient();
  const [version, setVersion] = useState(rules.version);
  const [typed, setTyped] = useState(() => ruled(rules));
  const form = useForm<keyof Rules, void, SeenRules>({
    run: () => changeRules(version, typed),
    onDone: (saved) => {
      setVersion(saved.version);
      toast(t('saved'));
      void queries.invalidateQueries({ queryKey: WORKFORCE_KEY });
    },
  });
  const complaints = {
    ...Object.fromEntries(
      NUMBERS.filter(([name]) => Number.isNaN(typed[name])).map(([name]) => [name, t('missing')]),
    ),
    ...(typed.idle_hours >= typed.standard_hours && { idle_hours: t('leavesNoTime') }),
  };
  const shown = (name: keyof Rules, of: Rules) =>
    name === 'rounding' ? t(`roundings.${of.rounding}`) : exact(of[name], 'number');
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <Card title={t('rules')}>
        <Form
          ref={form.ref}
          validationBehavior="aria"
          onSubmit={(event) => {
            event.preventDefault();
            form.submit(undefined, complaints);
          }}
          className="flex flex-col gap-5"
        >
          <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
            {NUMBERS.map(([name, most]) => (
              <NumberField
                key={name}
                label={t(`fields.${name}`)}
                hint={t(`hints.${name}`)}
                minValue={0}
                maxValue={most}
                {...(name === 'minimum_crew' && { step: 1 })}
                isReadOnly={!manages}
                value={typed[name]}
                onChange={(value) => setTyped({ ...typed, [name]: value })}
                error={form.errorAt(name)}
              />
            ))}
          </div>
          <div className="flex flex-col items-start gap-1.5">
            <h3 className="text-sm font-medium">{t('rounding')}</h3>
            {manages ? (
              <Choice
                label={t('rounding')}
                value={typed.rounding}
                onChange={(rounding) => setTyped({ ...typed, rounding })}
                items={ROUNDINGS.map((value) => ({ value, label: t(`roundings.${value}`) }))}
              />
            ) : (
              <p>{t(`roundings.${typed.rounding}`)}</p>
            )}
          </div>
          <FormFailure failure={exceptChanged(form.failure)} />
          {manages ? (
            <SubmitButton form={form} className="self-start">
              {t('save')}
            </SubmitButton>
          ) : (
            <p className="text-sm text-mute">{t('readOnly')}</p>
          )}
        </Form>
      </Card>
      <RoundingEffect rules={typed} isValid={Object.keys(complaints).length === 0} />
      <ChangedMeanwhile
        failure={form.failure}
        read={readRules}
        compare={(latest) =>
          [...NUMBERS.map(([name]) => name), 'rounding' as const].map((name) => ({
            label: t(name === 'rounding' ? 'rounding' : `fields.${name}`),
            mine: shown(name, typed),
            theirs: shown(name, latest),
          }))
        }
        onKeep={(latest) => setVersion(latest.version)}
        onTake={(latest) => {
          setVersion(latest.version);
          setTyped(ruled(latest));
        }}
      />
    </div>
  );
}
