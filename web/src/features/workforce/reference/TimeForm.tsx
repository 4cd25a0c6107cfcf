import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { dayOf } from '~/lib/dates';
import { toast } from '~/lib/toast';
import { useUnits } from '~/lib/useFormats';
import { ChangedMeanwhile } from '~/parts/changed/ChangedMeanwhile';
import { DateField } from '~/parts/day/DateField';
import { writeDay } from '~/parts/day/typed';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { FormDialog } from '~/parts/FormDialog';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { changeTask, readTask, WORKFORCE_KEY } from '../api';
import type { Method, TaskWithHistory } from '../types';
import { METHODS } from './filters';
import { draftOf, emptyTime, type TypedTime, typedFrom } from './timeDraft';

type Field = keyof TypedTime;
const TEXT_MAX = 200;
const PERCENT = { style: 'percent', maximumFractionDigits: 2 } as const;

interface Props {
  task: TaskWithHistory;
  onClose: () => void;
}

/** A new version of a unit time; the one before stays in the history. */
export function TimeForm({ task, onClose }: Props) {
  const t = useTranslations('workforce.reference');
  const tMethod = useTranslations('workforce.method');
  const { exact } = useUnits();
  const dayComplaint = useDayComplaint();
  const queries = useQueryClient();
  const today = dayOf(new Date(), useTimeZone() ?? 'Europe/Paris');
  const [version, setVersion] = useState(task.version);
  const [typed, setTyped] = useState<TypedTime>(() =>
    task.time ? { ...typedFrom(task.time), valid_from: today } : emptyTime(today),
  );
  const set = <Name extends Field>(field: Name, value: TypedTime[Name]) =>
    setTyped((before) => ({ ...before, [field]: value }));
  const form = useForm<Field, void, TaskWithHistory>({
    run: () => changeTask(task.id, version, { time: draftOf(typed) }),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: WORKFORCE_KEY });
      toast(t('saved', { task: task.name }));
      onClose();
    },
  });
  // What the server refuses it names by its place in the change: /time/minutes.
  const errorAt = (field: Field) =>
    form.errorAt(field) ??
    form.failure?.facts.fields?.find(({ pointer }) => pointer === `/time/${field}`)?.detail;
  const timed = typed.method === 'chronometry';
  return (
    <FormDialog
      title={t('newVersionOf', { task: task.name })}
      action={t('save')}
      form={form}
      onClose={onClose}
      onSubmit={() =>
        form.submit(undefined, {
          minutes: typed.minutes > 0 ? undefined : t('missing.minutes'),
          source: typed.source.trim() === '' ? t('missing.source') : undefined,
          author: typed.author.trim() === '' ? t('missing.author') : undefined,
          sample: timed && !(typed.sample > 0) ? t('missing.sample') : undefined,
          measured_on: dayComplaint(typed.measured_on, t('missing.day')),
          valid_from: dayComplaint(typed.valid_from, t('missing.day')),
        })
      }
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <NumberField
          autoFocus
          label={t('minutesPer', { unit: task.unit })}
          minValue={0}
          value={typed.minutes}
          onChange={(minutes) => set('minutes', minutes)}
          error={errorAt('minutes')}
        />
        <NumberField
          label={t('complexity')}
          formatOptions={PERCENT}
          minValue={-0.9}
          maxValue={10}
          value={typed.complexity}
          onChange={(complexity) => set('complexity', complexity)}
          error={errorAt('complexity')}
        />
        <NumberField
          label={t('productivity')}
          formatOptions={PERCENT}
          minValue={0.1}
          maxValue={10}
          value={typed.productivity}
          onChange={(productivity) => set('productivity', productivity)}
          error={errorAt('productivity')}
        />
      </div>
      <Select<Method>
        stacked
        label={t('method')}
        value={typed.method}
        onChange={(method) => set('method', method)}
        items={METHODS.map((value) => ({ value, label: tMethod(value) }))}
      />
      <TextField
        label={t('source')}
        hint={t('sourceHint')}
        maxLength={TEXT_MAX}
        value={typed.source}
        onChange={(source) => set('source', source)}
        error={errorAt('source')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={t('author')}
          maxLength={TEXT_MAX}
          value={typed.author}
          onChange={(author) => set('author', author)}
          error={errorAt('author')}
        />
        <DateField
          label={t('measured')}
          value={typed.measured_on}
          onChange={(day) => set('measured_on', day)}
          error={errorAt('measured_on')}
        />
        {timed && (
          <NumberField
            label={t('sample')}
            minValue={1}
            step={1}
            value={typed.sample}
            onChange={(sample) => set('sample', sample)}
            error={errorAt('sample')}
          />
        )}
        <NumberField
          label={t('spread')}
          hint={t('spreadHint')}
          formatOptions={PERCENT}
          minValue={0}
          maxValue={1}
          value={typed.spread}
          onChange={(spread) => set('spread', spread)}
          error={errorAt('spread')}
        />
        <DateField
          label={t('validFrom')}
          value={typed.valid_from}
          onChange={(day) => set('valid_from', day)}
          error={errorAt('valid_from')}
        />
      </div>
      <ChangedMeanwhile
        failure={form.failure}
        read={(signal) => readTask(task.id, signal)}
        compare={({ time }) => [
          {
            label: t('minutes'),
            mine: exact(typed.minutes, 'minutes'),
            theirs: time ? exact(time.minutes, 'minutes') : '–',
          },
          {
            label: t('method'),
            mine: tMethod(typed.method),
            theirs: time ? tMethod(time.method) : '–',
          },
          { label: t('source'), mine: typed.source, theirs: time?.source ?? '–' },
          {
            label: t('validFrom'),
            mine: writeDay(typed.valid_from),
            theirs: time ? writeDay(time.valid_from) : '–',
          },
        ]}
        onKeep={(latest) => setVersion(latest.version)}
        onTake={(latest) => {
          setVersion(latest.version);
          if (latest.time) setTyped(typedFrom(latest.time));
        }}
      />
    </FormDialog>
  );
}
