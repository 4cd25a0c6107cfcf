import { MessageSquareText } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { announce } from '~/lib/announce';
import { cx } from '~/lib/cx';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { FormFailure } from '~/ui/FormFailure';
import { SubmitButton } from '~/ui/SubmitButton';
import { TextArea } from '~/ui/TextArea';
import { useForm } from '~/ui/useForm';
import { useIntent } from '../words/useWords';
import { type Reading, readSentence } from './api';
import { ReadingOf } from './ReadingOf';

const EXAMPLES = ['number', 'period', 'english'] as const;
/** As long as a customer's message may be. */
const LONGEST = 2000;

/** A sentence, read as the chat would read it. It stands in no address: it may hold a name. */
export function Trial() {
  const t = useTranslations('ordersUnderstanding.trial');
  const intent = useIntent();
  const [written, setWritten] = useState('');
  const [read, setRead] = useState<{ text: string; reading: Reading }>();
  const form = useForm<'text', string, Reading>({
    run: readSentence,
    onDone: (reading, text) => {
      setRead({ text, reading });
      announce(t('done', { intent: intent(reading.intent) }));
    },
  });
  const submit = (text: string) =>
    form.submit(text, { text: text.trim() === '' ? t('missing') : undefined });
  return (
    <Card title={t('title')}>
      <Form
        ref={form.ref}
        validationBehavior="aria"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit(written);
        }}
      >
        <TextArea
          label={t('sentence')}
          hint={t('hint')}
          rows={2}
          maxLength={LONGEST}
          autoComplete="off"
          value={written}
          onChange={setWritten}
          error={form.errorAt('text')}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) {
              event.continuePropagation();
            } else {
              event.preventDefault();
              submit(written);
            }
          }}
        />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <SubmitButton form={form}>{t('read')}</SubmitButton>
          <div className="flex flex-wrap items-center gap-2 text-sm text-mute">
            {t('try')}
            {EXAMPLES.map((example) => (
              <Button
                key={example}
                icon={MessageSquareText}
                onPress={() => {
                  setWritten(t(`examples.${example}`));
                  submit(t(`examples.${example}`));
                }}
              >
                {t(`exampleNames.${example}`)}
              </Button>
            ))}
          </div>
        </div>
        <FormFailure failure={form.failure} />
      </Form>
      {read && (
        <div className={cx('transition-opacity', read.text !== written && 'opacity-60')}>
          <ReadingOf of={read.reading} />
        </div>
      )}
    </Card>
  );
}
