import { Search } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { TextField } from '~/ui/TextField';
import { NUMBER_MAX } from './number';
import type { Lookup } from './track';
import type { LookupState } from './useLookup';
import { complaintsAbout, NAME_MAX, refusedFields } from './validation';

export function LookupForm({ lookup }: { lookup: LookupState }) {
  const t = useTranslations('ordersPage');
  const { fields, setFields, pending, answer } = lookup;
  const failure = answer && 'failure' in answer ? answer.failure : undefined;
  const number = useRef<HTMLInputElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);

  // With the number in the address, only the name is left to type.
  const prefilled = useRef(fields.number !== '');
  useEffect(() => (prefilled.current ? name : number).current?.focus({ preventScroll: true }), []);

  const complaints = shown ? complaintsAbout(fields) : {};
  const refused = refusedFields(failure?.facts.fields ?? []);
  const error = (field: keyof Lookup) => {
    const complaint = complaints[field];
    return complaint ? t(`complaints.${complaint}`) : refused[field];
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const found = complaintsAbout(fields);
    setShown(true);
    if (found.number) number.current?.focus();
    else if (found.name) name.current?.focus();
    else lookup.submit(fields);
  };
  return (
    <Form
      aria-label={t('form.label')}
      onSubmit={onSubmit}
      className="card flex flex-col gap-4 p-4 print:hidden"
    >
      <TextField
        label={t('form.number')}
        hint={t('form.numberHint')}
        error={error('number')}
        value={fields.number}
        onChange={(value) => setFields({ ...fields, number: value })}
        input={{
          ref: number,
          className: 'tracking-wide',
          autoCapitalize: 'characters',
          spellCheck: false,
        }}
        autoComplete="off"
        maxLength={NUMBER_MAX}
        isRequired
      />
      <TextField
        label={t('form.name')}
        hint={t('form.nameHint')}
        error={error('name')}
        value={fields.name}
        onChange={(value) => setFields({ ...fields, name: value })}
        input={{ ref: name, spellCheck: false }}
        autoComplete="family-name"
        maxLength={NAME_MAX + 1}
        isRequired
      />
      <Button type="submit" kind="primary" isPending={pending} icon={Search} className="h-10">
        {t(pending ? 'form.pending' : 'form.submit')}
      </Button>
    </Form>
  );
}
