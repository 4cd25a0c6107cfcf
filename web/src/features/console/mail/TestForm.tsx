import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { LANGUAGES, type Language } from '~/lib/language';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { Select } from '~/ui/Select';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import { MAIL_KEY, sendTest, type TestMail } from './api';

const ADDRESS_MAX = 254;

/** A test message to an address that somebody reads. */
export function TestForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('consoleMail');
  const [to, setTo] = useState('');
  const [language, setLanguage] = useState<Language | ''>('');
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const field = useRef<HTMLInputElement>(null);
  const send = useAction({
    run: (body: TestMail) => sendTest(body),
    done: () => t('test.done'),
    refresh: [MAIL_KEY],
    onDone: onClose,
    onFailure: (found) => {
      setFailure(found);
      field.current?.focus();
    },
  });
  const refused = failure?.facts.fields?.find(({ pointer }) => pointer === '/to')?.detail;
  const missing = tried && to.trim() === '' ? t('test.missing') : undefined;

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(undefined);
    if (to.trim() === '') field.current?.focus();
    else send.mutate({ to: to.trim(), language: language || null });
  };
  return (
    <Dialog title={t('test.title')} isOpen onClose={onClose}>
      <Form validationBehavior="aria" onSubmit={onSubmit}>
        <div className="flex flex-col gap-4 px-4 py-4">
          <TextField
            autoFocus
            isRequired
            type="email"
            label={t('test.recipient')}
            hint={t('test.recipientHint')}
            error={missing ?? refused}
            value={to}
            onChange={setTo}
            maxLength={ADDRESS_MAX}
            autoComplete="email"
            input={{ ref: field, spellCheck: false }}
          />
          <Select
            label={t('test.language')}
            value={language}
            onChange={setLanguage}
            items={[
              { value: '', label: t('test.standard') },
              ...LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) })),
            ]}
          />
          <FormFailure failure={failure} />
        </div>
        <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
          <Button type="submit" kind="primary" isPending={send.isPending}>
            {t('test.send')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
