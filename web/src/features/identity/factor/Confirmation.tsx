import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { CopyButton } from '~/ui/CopyButton';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { useForm } from '~/ui/useForm';
import { confirmEnrolment, type Enrolment } from '../api';
import { CodeField, plainCode } from '../CodeField';
import { textLink } from '../textLink';

interface Props {
  enrolment: Enrolment;
  onConfirmed: (recoveryCodes: string[]) => void;
}

/** The secret, to scan or to type, and the first code as the proof that it has arrived. */
export function Confirmation({ enrolment, onConfirmed }: Props) {
  const t = useTranslations('identity.enrolment');
  const [code, setCode] = useState('');
  const form = useForm<'code', string, { recovery_codes: string[] }>({
    run: confirmEnrolment,
    onDone: ({ recovery_codes: codes }) => onConfirmed(codes),
  });
  return (
    <Form
      ref={form.ref}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit(plainCode(code), { code: code.trim() === '' ? t('codeMissing') : undefined });
      }}
      className="flex flex-col gap-4"
    >
      <Secret enrolment={enrolment} />
      <CodeField value={code} onChange={setCode} error={form.errorAt('code')} />
      <FormFailure
        failure={form.failure}
        {...(form.failure?.facts.code === 'identity.code_wrong' && { title: t('refused') })}
      />
      <SubmitButton form={form} className="self-start max-sm:self-stretch">
        {t('confirm')}
      </SubmitButton>
    </Form>
  );
}

function Secret({ enrolment }: { enrolment: Enrolment }) {
  const t = useTranslations('identity.enrolment');
  const { secret, uri, qr_svg: qr } = enrolment;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      {/* White in the dark too: cameras want it. */}
      <img
        src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
        alt={t('qr')}
        className="keep-colour size-44 rounded-lg border border-line bg-white p-2 max-sm:mx-auto"
      />
      <div className="min-w-0 flex-1 basis-40">
        <p className="text-sm text-pretty text-mute">{t('scan')}</p>
        <p className="mt-3 text-sm text-mute">{t('type')}</p>
        <p className="mt-1 flex items-center gap-1">
          <code className="num min-w-0 font-mono text-sm font-medium break-words">
            {inGroups(secret)}
          </code>
          <CopyButton text={secret} what={t('secret')} />
        </p>
        <a href={uri} className={`text-sm md:hidden ${textLink}`}>
          {t('open')}
        </a>
      </div>
    </div>
  );
}

/** By fours, as people read it out: JBSW Y3DP EHPK 3PXP. */
function inGroups(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
