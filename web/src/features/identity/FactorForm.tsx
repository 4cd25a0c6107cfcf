import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { useForm } from '~/ui/useForm';
import { type SignedIn, sendFactor } from './api';
import { CodeField, plainCode } from './CodeField';

interface Props {
  onDone: (answer: SignedIn) => void;
  /** To the password once more. */
  onRestart: () => void;
}

/** The second step: a code of the app, or one of those that were kept. */
export function FactorForm({ onDone, onRestart }: Props) {
  const t = useTranslations('identity');
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState(false);
  const form = useForm<'code', string, SignedIn>({ run: sendFactor, onDone });
  const over = form.failure?.facts.code === 'not_signed_in';
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(plainCode(code), {
          code: code.trim() === '' ? t('code.missing') : undefined,
        });
      }}
      className="flex flex-col gap-4"
    >
      <CodeField recovery={recovery} value={code} onChange={setCode} error={form.errorAt('code')} />
      <FormFailure
        failure={form.failure}
        {...(form.failure?.kind === 'signedOut' && {
          title: t(over ? 'code.tooLate' : 'code.refused'),
        })}
      />
      <SubmitButton form={form} className="h-10">
        {t('code.submit')}
      </SubmitButton>
      <div className="flex flex-wrap justify-between gap-x-4">
        <Button
          kind="quiet"
          onPress={() => {
            setRecovery(!recovery);
            setCode('');
          }}
          className="-mx-3"
        >
          {t(recovery ? 'code.useApp' : 'code.useRecovery')}
        </Button>
        <Button kind="quiet" onPress={onRestart} className="-mx-3">
          {t('code.restart')}
        </Button>
      </div>
    </Form>
  );
}
