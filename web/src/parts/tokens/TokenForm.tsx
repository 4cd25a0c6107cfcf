import { useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup';
import { FieldError } from 'react-aria-components/FieldError';
import { Form } from 'react-aria-components/Form';
import { Label } from 'react-aria-components/Label';
import { useTranslations } from 'use-intl';
import { Checkbox } from '~/ui/Checkbox';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextField } from '~/ui/TextField';
import { useForm } from '~/ui/useForm';
import type { Choice, TokenDraft, TokenSource, TokenWithSecret } from './source';

const LIFETIMES = ['7', '30', '90', '365'] as const;
const NAME_MAX = 120;

const EVERYWHERE = '';

interface Props {
  source: TokenSource;
  choices: readonly Choice[];
  onClose: () => void;
  onMade: (secret: string | null) => void;
}

export function TokenForm({ source, choices, onClose, onMade }: Props) {
  const t = useTranslations('tokens.form');
  const tTokens = useTranslations('tokens');
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [permissions, setPermissions] = useState<string[]>([]);
  const [days, setDays] = useState<(typeof LIFETIMES)[number]>('30');
  const [place, setPlace] = useState(EVERYWHERE);
  const form = useForm<'name' | 'permissions', TokenDraft, TokenWithSecret>({
    run: source.make,
    onDone: ({ secret }) => {
      void queries.invalidateQueries({ queryKey: source.key });
      onMade(secret);
    },
  });
  return (
    <Dialog title={t('title')} isOpen onClose={onClose}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(
            {
              name: name.trim(),
              permissions,
              expires_in_days: Number(days),
              ...(source.places && { place_id: Number(place) || null }),
            },
            {
              name: name.trim() === '' ? t('nameMissing') : undefined,
              permissions: permissions.length === 0 ? t('permissionsMissing') : undefined,
            },
          );
        }}
        className="flex min-h-0 flex-col"
      >
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          <TextField
            isRequired
            autoFocus
            label={t('name')}
            hint={t('nameHint')}
            maxLength={NAME_MAX}
            autoComplete="off"
            value={name}
            onChange={setName}
            error={form.errorAt('name')}
          />
          <Permissions
            choices={choices}
            chosen={permissions}
            onChange={setPermissions}
            error={form.errorAt('permissions')}
          />
          {source.places && (
            <Select
              label={t('place')}
              value={place}
              onChange={setPlace}
              items={[{ value: EVERYWHERE, label: tTokens('everywhere') }, ...source.places]}
            />
          )}
          <Select
            label={t('days')}
            value={days}
            onChange={setDays}
            items={LIFETIMES.map((value) => ({
              value,
              label: t('lifetime', { days: Number(value) }),
            }))}
          />
          <FormFailure failure={form.failure} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <SubmitButton form={form}>{t('submit')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}

interface PermissionsProps {
  choices: readonly Choice[];
  chosen: string[];
  onChange: (names: string[]) => void;
  error: string | undefined;
}

function Permissions({ choices, chosen, onChange, error }: PermissionsProps) {
  const t = useTranslations('tokens.form');
  return (
    <CheckboxGroup
      value={chosen}
      onChange={onChange}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className="flex flex-col gap-1"
    >
      <Label className="text-sm font-medium">{t('permissions')}</Label>
      <div className="max-h-64 overflow-y-auto rounded-lg border border-line px-3 py-1.5">
        {choices.map((choice) => (
          <Checkbox key={choice.name} value={choice.name}>
            {choice.title}
            {choice.dangerous && (
              <span className="ml-2 inline-flex items-center gap-1 text-xs text-warn">
                <TriangleAlert aria-hidden size={13} />
                {t('dangerous')}
              </span>
            )}
          </Checkbox>
        ))}
      </div>
      <FieldError className="text-sm text-bad">{error}</FieldError>
    </CheckboxGroup>
  );
}
