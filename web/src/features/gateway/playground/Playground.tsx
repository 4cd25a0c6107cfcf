import { Send, Square } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { Checkbox } from '~/ui/Checkbox';
import { Select } from '~/ui/Select';
import { TextArea } from '~/ui/TextArea';
import type { Choices } from '../api';
import { useMoney } from '../useMoney';
import { Answer } from './Answer';
import { useTrial } from './useTrial';

/** What to ask on the left, the answer and its cost on the right. */
export function Playground({ choices }: { choices: Choices }) {
  const t = useTranslations('gateway.playground');
  const { money } = useMoney();
  const { asking, outcome, ask, stop } = useTrial();
  const [keyId, setKeyId] = useState(() => String(richest(choices)));
  const [wantedModel, setModel] = useState<string>();
  const [system, setSystem] = useState('');
  const [message, setMessage] = useState('');
  const [exact, setExact] = useState(false);
  const [complaint, setComplaint] = useState<string>();
  const key = choices.keys.find(({ id }) => String(id) === keyId);
  const models = choices.models.filter(({ id }) => key?.models == null || key.models.includes(id));
  const model = models.find(({ name }) => name === wantedModel) ?? models[0];
  const send = () => {
    if (message.trim() === '') return setComplaint(t('messageMissing'));
    if (!key || !model) return;
    setComplaint(undefined);
    void ask({
      key_id: key.id,
      model: model.name,
      messages: [
        ...(system.trim() === '' ? [] : [{ role: 'system' as const, content: system }]),
        { role: 'user' as const, content: message },
      ],
      ...(exact && { temperature: 0 }),
    });
  };
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Card title={t('question')}>
        <Form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              stacked
              label={t('key')}
              value={keyId}
              onChange={setKeyId}
              items={choices.keys.map(({ id, name, remaining_micros: left }) => ({
                value: String(id),
                label: t('keyLeft', { name, left: money(left) }),
              }))}
            />
            <Select
              stacked
              label={t('model')}
              value={model?.name ?? ''}
              onChange={setModel}
              items={models.map(({ name }) => ({ value: name, label: name }))}
            />
          </div>
          <TextArea
            label={t('system')}
            hint={t('systemHint')}
            rows={2}
            value={system}
            onChange={setSystem}
          />
          <TextArea
            isRequired
            label={t('message')}
            rows={6}
            value={message}
            onChange={setMessage}
            error={complaint}
          />
          <Checkbox isSelected={exact} onChange={setExact}>
            {t('exact')}
          </Checkbox>
          <div className="flex justify-end">
            {/* Keys: one button that turned into the other would be pressed by the same press. */}
            {asking ? (
              <Button key="stop" icon={Square} onPress={stop}>
                {t('stop')}
              </Button>
            ) : (
              <Button key="send" kind="primary" icon={Send} type="submit">
                {t('send')}
              </Button>
            )}
          </div>
        </Form>
      </Card>
      <Answer asking={asking} outcome={outcome} />
    </div>
  );
}

/** The one that can pay longest. */
function richest({ keys }: Choices): number | undefined {
  return keys.toSorted((one, other) => other.remaining_micros - one.remaining_micros)[0]?.id;
}
