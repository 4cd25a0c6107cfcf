import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { SubmitButton } from '~/ui/SubmitButton';
import { Switch } from '~/ui/Switch';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import { addPlace, changePlace, PLACES_KEY, type Place, type PlaceKind } from './api';
import { indented } from './tree';

const NAME_MAX = 120;
const CODE_MAX = 40;
const TOP = '';

interface Props {
  /** None: a new one. */
  place: Place | undefined;
  places: readonly Place[];
  kinds: readonly { kind: PlaceKind; title: string }[];
  onClose: () => void;
}

/** A place, and where it hangs in the tree. Nothing can hang below itself. */
export function PlaceForm({ place, places, kinds, onClose }: Props) {
  const t = useTranslations('consolePlaces');
  const queries = useQueryClient();
  const [name, setName] = useState(place?.name ?? '');
  const [code, setCode] = useState(place?.code ?? '');
  const [kind, setKind] = useState<PlaceKind>(place?.kind ?? 'site');
  const [parent, setParent] = useState(place?.parent_id == null ? TOP : String(place.parent_id));
  const [closed, setClosed] = useState(place?.closed_at != null);
  const above = places.filter((each) => place === undefined || !each.path.startsWith(place.path));
  const form = useForm<'name' | 'code' | 'parent_id', void, Place>({
    run: () => {
      const parentId = Number(parent) || null;
      const called = name.trim();
      if (place === undefined) {
        return addPlace({ parent_id: parentId, kind, code: code.trim(), name: called });
      }
      return changePlace(place.id, { name: called, parent_id: parentId, closed });
    },
    onDone: (saved) => {
      void queries.invalidateQueries({ queryKey: PLACES_KEY });
      toast(t('form.saved', { name: saved.name }));
      onClose();
    },
  });
  return (
    <Dialog title={t(place ? 'form.change' : 'form.add')} isOpen onClose={onClose}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex min-h-0 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(undefined, {
            name: name.trim() === '' ? t('form.nameMissing') : undefined,
            code: code.trim() === '' ? t('form.codeMissing') : undefined,
          });
        }}
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          <TextField
            autoFocus
            isRequired
            label={t('table.name')}
            value={name}
            onChange={setName}
            maxLength={NAME_MAX}
            error={form.errorAt('name')}
            autoComplete="off"
          />
          {place === undefined ? (
            <>
              <TextField
                isRequired
                label={t('table.code')}
                hint={t('form.codeHint')}
                value={code}
                onChange={setCode}
                maxLength={CODE_MAX}
                error={form.errorAt('code')}
                autoComplete="off"
                input={{ spellCheck: false }}
              />
              <Select
                label={t('table.kind')}
                value={kind}
                onChange={setKind}
                items={kinds.map((each) => ({ value: each.kind, label: each.title }))}
              />
            </>
          ) : (
            <Switch isSelected={closed} onChange={setClosed}>
              {t('form.closed')}
            </Switch>
          )}
          <Select
            label={t('form.parent')}
            value={parent}
            onChange={setParent}
            items={[{ value: TOP, label: t('form.top') }, ...indented(above)]}
          />
          <FormFailure failure={form.failure} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <SubmitButton form={form}>{t('form.save')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
