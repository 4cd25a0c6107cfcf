import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useLocale, useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ChangedMeanwhile, exceptChanged } from '~/parts/changed/ChangedMeanwhile';
import { DateField } from '~/parts/day/DateField';
import { writeDay } from '~/parts/day/typed';
import { useDayComplaint } from '~/parts/day/useDayWords';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { addFile, changeFile, type File, filtersQuery, PEOPLE_KEY, readFile } from './api';
import { DAYS, type Draft, draftOf, EMPTY, FIELDS, type Field, missing, sent } from './draft';
import { indented } from './places';

interface Props {
  /** None: somebody new. */
  file?: File;
  onClose: () => void;
  onSaved: (file: File) => void;
}

/** A whole file in one form, for whoever keeps them. */
export function FileForm({ file, onClose, onSaved }: Props) {
  const t = useTranslations('personnel.form');
  const tFile = useTranslations('personnel.file');
  const labels = useLabels();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => (file ? draftOf(file) : EMPTY));
  const [version, setVersion] = useState(file?.version ?? 0);
  const form = useForm<Field, void, File>({
    run: () => (file ? changeFile(file.id, version, sent(draft)) : addFile(sent(draft))),
    onDone: (saved) => {
      void queries.invalidateQueries({ queryKey: PEOPLE_KEY });
      const name = `${saved.given_name} ${saved.family_name}`;
      toast(file ? tFile('saved', { name }) : t('added', { name }));
      onSaved(saved);
    },
  });
  const dayComplaint = useDayComplaint();
  const complaints = () =>
    Object.fromEntries([
      ...DAYS.map((field) => [field, dayComplaint(draft[field])] as const),
      ...missing(draft).map((field) => [field, t('missing')] as const),
    ]);
  return (
    <Dialog title={t(file ? 'edit' : 'add')} isOpen onClose={onClose}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(undefined, complaints());
        }}
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          <Fields
            draft={draft}
            onChange={(change) => setDraft({ ...draft, ...change })}
            form={form}
          />
          <FormFailure failure={exceptChanged(form.failure)} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <SubmitButton form={form}>{t('save')}</SubmitButton>
        </div>
      </Form>
      {file && (
        <ChangedMeanwhile
          failure={form.failure}
          read={(signal) => readFile(file.id, signal)}
          compare={(latest) => {
            const theirs = draftOf(latest);
            return FIELDS.map((field) => ({
              label: labels[field],
              mine: writeDay(String(draft[field] ?? '')),
              theirs: writeDay(String(theirs[field] ?? '')),
            }));
          }}
          onKeep={(latest) => setVersion(latest.version)}
          onTake={(latest) => {
            setVersion(latest.version);
            setDraft(draftOf(latest));
          }}
        />
      )}
    </Dialog>
  );
}

/** What each field is called, in the form and where two versions are compared. */
function useLabels(): Record<Field, string> {
  const t = useTranslations('personnel.form');
  const tFile = useTranslations('personnel.file');
  return {
    number: tFile('number'),
    given_name: t('given'),
    family_name: t('family'),
    email: tFile('email'),
    post: tFile('post'),
    place_id: tFile('place'),
    hired_on: tFile('hired'),
    left_on: tFile('left'),
    birth_date: tFile('birth'),
    phone: tFile('phone'),
    address: tFile('address'),
    contract: tFile('kind'),
    contract_from: tFile('from'),
    contract_until: tFile('until'),
    weekly_hours: t('weeklyHours'),
  };
}

interface FieldsProps {
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  form: { errorAt: (field: Field) => string | undefined };
}

function Fields({ draft, onChange, form }: FieldsProps) {
  const labels = useLabels();
  const tFile = useTranslations('personnel.file');
  const { data: choices } = useQuery(filtersQuery(useLocale()));
  const day = (field: (typeof DAYS)[number]) => (
    <DateField
      label={labels[field]}
      value={draft[field]}
      onChange={(value) => onChange({ [field]: value })}
      error={form.errorAt(field)}
    />
  );
  const typed = (field: Field, type?: 'email' | 'tel') => (
    <TextField
      label={labels[field]}
      {...(type && { type })}
      value={String(draft[field] ?? '')}
      onChange={(value) => onChange({ [field]: value })}
      error={form.errorAt(field)}
      autoComplete="off"
    />
  );
  return (
    <>
      <Pair>
        {typed('given_name')}
        {typed('family_name')}
        {typed('number')}
        {typed('email', 'email')}
        {typed('post')}
        <Labelled>
          <Select
            label={labels.place_id}
            value={String(draft.place_id ?? '')}
            onChange={(value) => onChange({ place_id: Number(value) || undefined })}
            items={[{ value: '', label: '—' }, ...indented(choices?.places ?? [])]}
          />
          {form.errorAt('place_id') && (
            <p className="text-sm text-bad">{form.errorAt('place_id')}</p>
          )}
        </Labelled>
        {day('hired_on')}
        {day('left_on')}
      </Pair>
      <h3 className="text-xs font-medium text-mute">{tFile('private')}</h3>
      <Pair>
        {day('birth_date')}
        {typed('phone', 'tel')}
      </Pair>
      {typed('address')}
      <Pair>
        <Labelled>
          <Select
            label={labels.contract}
            value={draft.contract}
            onChange={(contract) => onChange({ contract })}
            items={(choices?.contracts ?? []).map(({ kind, title }) => ({
              value: kind,
              label: title,
            }))}
          />
        </Labelled>
        <NumberField
          label={labels.weekly_hours}
          value={draft.weekly_hours}
          onChange={(weekly_hours) => onChange({ weekly_hours })}
          minValue={0.5}
          maxValue={60}
          error={form.errorAt('weekly_hours')}
        />
        {day('contract_from')}
        {day('contract_until')}
      </Pair>
    </>
  );
}

function Pair({ children }: { children: React.ReactNode }) {
  return <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">{children}</div>;
}

function Labelled({ children }: { children: React.ReactNode }) {
  return <div className="flex min-w-0 flex-col justify-end gap-1.5 pb-1">{children}</div>;
}
