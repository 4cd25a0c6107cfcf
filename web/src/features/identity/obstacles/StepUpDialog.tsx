import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { useMe } from '~/api/me';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { PasswordField } from '~/ui/PasswordField';
import { SubmitButton } from '~/ui/SubmitButton';
import { useForm } from '~/ui/useForm';
import { type Proof, stepUp } from '../api';
import { CodeField, plainCode } from '../CodeField';
import { IdentityMessages } from '../Entry';
import type { ObstacleProps } from './props';

/** Something dangerous is to be done: whoever does it proves once more who it is. */
export function StepUpDialog(props: ObstacleProps) {
  return (
    <IdentityMessages>
      <StepUp {...props} />
    </IdentityMessages>
  );
}

function StepUp({ onCleared, onClose }: ObstacleProps) {
  const t = useTranslations('identity');
  const me = useMe();
  const enrolled = me?.factor.enrolled ?? false;
  const [typed, setTyped] = useState('');
  const form = useForm<'password' | 'code', Proof, unknown>({ run: stepUp, onDone: onCleared });
  const field = enrolled ? 'code' : 'password';
  const missing = typed.trim() === '' ? t(`stepUp.missing.${field}`) : undefined;
  return (
    <Dialog title={t('stepUp.title')} isOpen onClose={onClose}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          form.submit(enrolled ? { code: plainCode(typed) } : { password: typed }, {
            [field]: missing,
          });
        }}
      >
        <div className="flex flex-col gap-4 px-4 py-4">
          <p className="text-pretty text-mute">{t('stepUp.text')}</p>
          <input type="email" autoComplete="username" value={me?.person.email} readOnly hidden />
          {enrolled ? (
            <CodeField value={typed} onChange={setTyped} error={form.errorAt('code')} />
          ) : (
            <PasswordField
              autoFocus
              refocus
              label={t('signIn.password')}
              autoComplete="current-password"
              value={typed}
              onChange={setTyped}
              error={form.errorAt('password')}
            />
          )}
          <FormFailure
            failure={form.failure}
            {...(form.failure?.facts.code === 'identity.proof_wrong' && {
              title: t('stepUp.refused'),
            })}
          />
        </div>
        <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-4 py-3">
          <Button onPress={onClose}>{t('stepUp.cancel')}</Button>
          <SubmitButton form={form}>{t('stepUp.submit')}</SubmitButton>
        </div>
      </Form>
    </Dialog>
  );
}
