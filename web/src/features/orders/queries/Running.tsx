import { useQueryClient } from '@tanstack/react-query';
import { Download, Play } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { saveFile } from '~/lib/saveFile';
import { DateField } from '~/parts/day/DateField';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { FormFailure } from '~/ui/FormFailure';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import { useForm } from '~/ui/useForm';
import {
  exportQuery,
  FORMATS,
  type Format,
  type Parameter,
  type Result,
  runQuery,
  runsKey,
  type SavedQuery,
  type Values,
} from './api';
import { isNumber, valueSent } from './parameters';
import { ResultTable } from './ResultTable';

interface Ran {
  values: Values;
  result: Result;
}

/** The values, and what came of them. */
export function Running({ of }: { of: SavedQuery }) {
  const t = useTranslations('ordersQueries');
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [ran, setRan] = useState<Ran>();
  const body = {
    parameters: of.parameters.map((parameter) => ({
      name: parameter.name,
      value: valueSent(parameter, typed[parameter.name] ?? ''),
    })),
  };
  const form = useForm<string, Values, Result>({
    run: async (values) => {
      try {
        return await runQuery(of.id, values);
      } finally {
        // Well or badly, it is on record.
        void queries.invalidateQueries({ queryKey: runsKey(of.id) });
      }
    },
    onDone: (result, values) => setRan({ result, values }),
  });
  const dayComplaint = useDayComplaint();
  const complaint = ({ name, type }: Parameter, value: string) => {
    if (type === 'date') return [name, dayComplaint(value, t('valueMissing'))];
    if (value === '') return [name, t('valueMissing')];
    return [name, type === 'number' && !isNumber(value) ? t('notANumber') : undefined];
  };
  const submit = () =>
    form.submit(
      body,
      Object.fromEntries(
        of.parameters.map((parameter, at) =>
          complaint(parameter, body.parameters[at]?.value ?? ''),
        ),
      ),
    );
  return (
    <Card
      flush
      title={t('result')}
      action={ran && ran.result.rows.length > 0 && <Files of={of} values={ran.values} />}
    >
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex flex-col gap-4 px-4 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {of.parameters.length > 0 && (
          <div className="grid gap-4 sm:grid-cols-3">
            {of.parameters.map(({ name, type }) => {
              const field = {
                isRequired: true,
                label: name,
                value: typed[name] ?? '',
                onChange: (value: string) => setTyped({ ...typed, [name]: value }),
                error: form.errorAt(name),
              };
              if (type === 'date') return <DateField key={name} {...field} />;
              return (
                <TextField
                  {...field}
                  key={name}
                  {...(type === 'number' && { hint: t('numberHint') })}
                  inputMode={type === 'number' ? 'decimal' : 'text'}
                  autoComplete="off"
                  maxLength={200}
                />
              );
            })}
          </div>
        )}
        <FormFailure failure={form.failure} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" kind="primary" icon={Play} isPending={form.pending}>
            {t(form.pending ? 'running' : 'run')}
          </Button>
          <p className="text-xs text-mute">{t('recorded')}</p>
        </div>
      </Form>
      {ran && <ResultTable of={ran.result} label={of.name} />}
    </Card>
  );
}

/** The same run once more, as a file: with the values of what is shown, not of what is typed. */
function Files({ of, values }: { of: SavedQuery; values: Values }) {
  const t = useTranslations('ordersQueries');
  const download = useAction({
    run: (format: Format) => exportQuery(of.id, values, format),
    refresh: [runsKey(of.id)],
    onDone: (file, format) => saveFile(`${of.name}.${format}`, file),
  });
  return (
    <div className="flex flex-wrap gap-2">
      {FORMATS.map((format) => (
        <Button
          key={format}
          icon={Download}
          isPending={download.isPending && download.variables === format}
          onPress={() => download.mutate(format)}
        >
          {t(`download.${format}`)}
        </Button>
      ))}
    </div>
  );
}
