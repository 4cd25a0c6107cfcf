import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { may, useMe } from '~/api/me';
import { Button } from '~/ui/Button';
import { FormFailure } from '~/ui/FormFailure';
import { useAction } from '~/ui/useAction';
import { type Conversation, conversationKey, LISTS_KEY, say } from './api';
import { newClientId } from './clientId';
import { useDraft } from './drafts';

const LONGEST = 2000;

/** Where whoever took a conversation writes; for anybody else, why they cannot. */
export function Reply({ of }: { of: Conversation }) {
  const t = useTranslations('ordersDesk.reply');
  const answers = may(useMe(), 'orders.desk.answer');
  if (of.state === 'with_agent' && of.mine && answers) return <Writing of={of} />;
  const why = of.state === 'with_agent' ? (of.mine ? 'notAllowed' : 'theirs') : of.state;
  return (
    <p className="border-t border-line bg-raised px-4 py-3 text-sm text-pretty text-mute">
      {t(why, { agent: of.agent ?? '' })}
    </p>
  );
}

function Writing({ of }: { of: Conversation }) {
  const t = useTranslations('ordersDesk.reply');
  const [text, setText] = useDraft(of.id);
  const [failure, setFailure] = useState<Failure>();
  const field = useRef<HTMLTextAreaElement>(null);
  // The same text sent again after a lost answer is said once.
  const clientId = useRef(newClientId());
  const send = useAction({
    run: () => say(of.id, text.trim(), clientId.current),
    refresh: [conversationKey(of.id), LISTS_KEY],
    onFailure: setFailure,
    onDone: () => {
      setFailure(undefined);
      clientId.current = newClientId();
      setText('');
      field.current?.focus();
    },
  });
  const submit = () => {
    if (text.trim() !== '' && !send.isPending) send.mutate(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <Form
      className="border-t border-line p-3 max-lg:sticky max-lg:bottom-14 max-lg:bg-surface md:max-lg:bottom-0"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {failure && (
        <div className="mb-2">
          <FormFailure failure={failure} />
        </div>
      )}
      <div className="flex items-end gap-2 rounded-xl border border-edge bg-surface py-1.5 pr-1.5 pl-3 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
        <textarea
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: it comes with the press on « take », and is what follows
          autoFocus
          rows={1}
          value={text}
          maxLength={LONGEST}
          aria-label={t('label')}
          aria-describedby="reply-keys"
          placeholder={t('placeholder')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-40 min-h-8 min-w-0 flex-1 resize-none bg-transparent py-1 outline-none placeholder:text-mute max-sm:min-h-11 max-sm:py-2.5 max-sm:text-[1rem]"
        />
        <Button
          type="submit"
          kind="primary"
          icon={SendHorizontal}
          aria-label={t('send')}
          isPending={send.isPending}
          isDisabled={text.trim() === ''}
        />
      </div>
      <p id="reply-keys" className="mt-1.5 px-1 text-xs text-mute max-sm:hidden">
        {t('keys')}
      </p>
    </Form>
  );
}
