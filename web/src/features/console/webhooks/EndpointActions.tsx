import { KeyRound, List, Pencil, Power, PowerOff, Redo2, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import {
  deleteEndpoint,
  type Endpoint,
  type EndpointWithSecret,
  replayFailed,
  switchEndpoint,
  testEndpoint,
  WEBHOOKS_KEY,
} from './api';
import { EndpointForm } from './EndpointForm';
import { type Filter, NO_FILTER } from './filters';
import { RotateDialog } from './RotateDialog';

const REPLAYED_MS = 7 * 86_400_000;
const REFRESH = [WEBHOOKS_KEY];

interface Props {
  endpoint: Endpoint;
  manages: boolean;
  onFilter: Filter;
}

/** What is wanted most: try it, see how it went, edit it. */
export function EndpointActions({ endpoint, manages, onFilter }: Props) {
  const t = useTranslations('consoleWebhooks.endpoint');
  const [editing, setEditing] = useState(false);
  const { id } = endpoint;
  const test = useAction({
    run: () => testEndpoint(id),
    done: () => t('testDone'),
    refresh: REFRESH,
    onDone: ({ delivery_id: delivery }) =>
      onFilter({ ...NO_FILTER, view: 'deliveries', open: delivery }),
  });
  return (
    <>
      {manages && (
        <Button
          icon={Send}
          isDisabled={!endpoint.enabled}
          isPending={test.isPending}
          onPress={() => test.mutate(undefined)}
        >
          {t('test')}
        </Button>
      )}
      <Button
        icon={List}
        onPress={() =>
          onFilter({ ...NO_FILTER, view: 'deliveries', endpoint: id, open: undefined })
        }
      >
        {t('deliveries')}
      </Button>
      {manages && !endpoint.read_only && (
        <Button icon={Pencil} onPress={() => setEditing(true)}>
          {t('edit')}
        </Button>
      )}
      {editing && (
        <EndpointForm
          endpoint={endpoint}
          onClose={() => setEditing(false)}
          onMade={() => setEditing(false)}
        />
      )}
    </>
  );
}

interface OtherProps {
  endpoint: Endpoint;
  revokes: boolean;
  onClose: () => void;
  onSecret: (made: EndpointWithSecret) => void;
}

/** What is wanted seldom. An endpoint of the environment can only be replayed, or switched on. */
export function OtherEndpointActions({ endpoint, revokes, onClose, onSecret }: OtherProps) {
  const { enabled, read_only: readOnly, disabled_because: because } = endpoint;
  const switchable = readOnly ? !enabled && because !== 'withdrawn' : true;
  const revocable = revokes && !readOnly;
  return (
    <div className="flex flex-wrap gap-2">
      {enabled && <ReplayFailed endpoint={endpoint} />}
      {revocable && <Rotate endpoint={endpoint} onSecret={onSecret} />}
      {switchable && <Toggle endpoint={endpoint} />}
      {revocable && <Remove endpoint={endpoint} onClose={onClose} />}
    </div>
  );
}

function ReplayFailed({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('consoleWebhooks.replayFailed');
  const [asking, setAsking] = useState(false);
  const replay = useAction({
    run: () => replayFailed(endpoint.id, new Date(Date.now() - REPLAYED_MS)),
    refresh: REFRESH,
    onDone: ({ replayed, more }) => {
      setAsking(false);
      toast(t('done', { count: replayed }), more ? { detail: t('more') } : {});
    },
  });
  return (
    <>
      <Button icon={Redo2} onPress={() => setAsking(true)}>
        {t('action')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        title={t('title')}
        action={t('action')}
        pending={replay.isPending}
        onConfirm={() => replay.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('text')}
      </ConfirmDialog>
    </>
  );
}

function Rotate({ endpoint, onSecret }: Pick<OtherProps, 'endpoint' | 'onSecret'>) {
  const t = useTranslations('consoleWebhooks.rotate');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon={KeyRound} onPress={() => setAsking(true)}>
        {t('action')}
      </Button>
      {asking && (
        <RotateDialog
          id={endpoint.id}
          onClose={() => setAsking(false)}
          onSecret={(made) => {
            setAsking(false);
            onSecret(made);
          }}
        />
      )}
    </>
  );
}

function Toggle({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('consoleWebhooks.endpoint');
  const { id, enabled } = endpoint;
  const toggle = useAction({
    run: () => switchEndpoint(id, !enabled),
    done: () => t(enabled ? 'disableDone' : 'enableDone'),
    refresh: REFRESH,
  });
  return (
    <Button
      icon={enabled ? PowerOff : Power}
      isPending={toggle.isPending}
      onPress={() => toggle.mutate(undefined)}
    >
      {t(enabled ? 'disable' : 'enable')}
    </Button>
  );
}

function Remove({ endpoint, onClose }: Pick<OtherProps, 'endpoint' | 'onClose'>) {
  const t = useTranslations('consoleWebhooks.remove');
  const [asking, setAsking] = useState(false);
  const remove = useAction({
    run: () => deleteEndpoint(endpoint.id),
    done: () => t('done'),
    refresh: REFRESH,
    onDone: onClose,
  });
  return (
    <>
      <Button icon={Trash2} onPress={() => setAsking(true)} className="text-bad!">
        {t('action')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('title')}
        action={t('action')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('text', { url: endpoint.url })}
      </ConfirmDialog>
    </>
  );
}
