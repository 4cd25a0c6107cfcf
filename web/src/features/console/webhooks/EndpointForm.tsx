import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useLocale, useTranslations } from 'use-intl';
import type { Failure } from '~/api/failure';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { FormFailure } from '~/ui/FormFailure';
import { TextField } from '~/ui/TextField';
import { useAction } from '~/ui/useAction';
import {
  changeEndpoint,
  createEndpoint,
  type Endpoint,
  type EndpointDraft,
  type EndpointWithSecret,
  eventsQuery,
  WEBHOOKS_KEY,
} from './api';
import { EventChoice } from './EventChoice';

const URL_MAX = 2048;
const DESCRIPTION_MAX = 200;

interface Props {
  /** Null: a new one. */
  endpoint: Endpoint | null;
  onClose: () => void;
  /** With the secret of a new one. */
  onMade: (made: EndpointWithSecret) => void;
}

/** Adds or edits an endpoint; what the server refuses is said at its field. */
export function EndpointForm({ endpoint, onClose, onMade }: Props) {
  const t = useTranslations('consoleWebhooks.form');
  const catalogue = useQuery(eventsQuery(useLocale()));
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [events, setEvents] = useState<readonly string[]>(endpoint?.events ?? ['*']);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const address = useRef<HTMLInputElement>(null);

  const save = useAction<EndpointDraft, EndpointWithSecret>({
    run: async (draft) =>
      endpoint
        ? { endpoint: await changeEndpoint(endpoint.id, draft), secret: null }
        : createEndpoint(draft),
    ...(endpoint && { done: () => t('saved') }),
    refresh: [WEBHOOKS_KEY],
    onDone: onMade,
    onFailure: setFailure,
  });
  const refused = (field: string) =>
    failure?.facts.fields?.find(({ pointer }) => pointer.startsWith(field))?.detail;
  const urlError = tried && url.trim() === '' ? t('urlMissing') : refused('/url');
  const eventsError = tried && events.length === 0 ? t('eventsMissing') : refused('/events');

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(undefined);
    if (url.trim() === '') address.current?.focus();
    else if (events.length > 0) {
      save.mutate({
        url: url.trim(),
        events: [...events],
        description: description.trim() || null,
      });
    }
  };
  return (
    <Dialog title={t(endpoint ? 'editTitle' : 'addTitle')} isOpen onClose={onClose}>
      <Form validationBehavior="aria" onSubmit={onSubmit} className="flex min-h-0 flex-col">
        <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
          <TextField
            autoFocus
            isRequired
            type="url"
            label={t('url')}
            hint={t('urlHint')}
            error={urlError}
            value={url}
            onChange={setUrl}
            maxLength={URL_MAX}
            input={{ ref: address, placeholder: 'https://', spellCheck: false }}
          />
          <TextField
            label={t('description')}
            hint={t('descriptionHint')}
            error={refused('/description')}
            value={description}
            onChange={setDescription}
            maxLength={DESCRIPTION_MAX}
          />
          <EventChoice
            events={catalogue.data?.events ?? []}
            chosen={events}
            onChange={setEvents}
            error={eventsError}
          />
          <FormFailure failure={failure} />
        </div>
        <div className="flex justify-end gap-2 border-t border-line bg-raised px-4 py-3">
          <Button type="submit" kind="primary" isPending={save.isPending}>
            {t(endpoint ? 'save' : 'add')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
