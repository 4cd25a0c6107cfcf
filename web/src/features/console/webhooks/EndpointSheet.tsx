import { Info, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Facts } from '~/ui/Facts';
import { Notice } from '~/ui/Notice';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { When } from '~/ui/When';
import type { Endpoint, EndpointWithSecret } from './api';
import { EndpointActions, OtherEndpointActions } from './EndpointActions';
import { EndpointBadge } from './EndpointBadge';
import { EventNames } from './EventNames';
import { stateOf } from './endpointState';
import type { Filter } from './filters';

interface Props {
  endpoint: Endpoint;
  manages: boolean;
  /** May delete it, and give it another secret. */
  revokes: boolean;
  onFilter: Filter;
  onClose: () => void;
  /** A secret that has just been made: shown once, by the page. */
  onSecret: (made: EndpointWithSecret) => void;
}

export function EndpointSheet(props: Props) {
  const { endpoint, manages, revokes, onFilter, onClose, onSecret } = props;
  const t = useTranslations('consoleWebhooks.endpoint');
  const moment = (at: string | null) => at && <When full at={at} />;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={endpoint.url}
      subtitle={endpoint.description}
      aside={<EndpointBadge endpoint={endpoint} />}
      actions={<EndpointActions endpoint={endpoint} manages={manages} onFilter={onFilter} />}
    >
      <Why endpoint={endpoint} />
      <Section title={t('events')}>
        <div className="flex">
          <EventNames names={endpoint.events} most={Number.POSITIVE_INFINITY} />
        </div>
      </Section>
      <Section title={t('facts')}>
        <Facts
          facts={[
            [t('created'), moment(endpoint.created_at)],
            [
              t('changed'),
              endpoint.changed_at !== endpoint.created_at && moment(endpoint.changed_at),
            ],
            [t('succeeded'), moment(endpoint.succeeded_at)],
            [t('failing'), moment(endpoint.failing_since)],
            [t('disabled'), moment(endpoint.disabled_at)],
            [t('formerSecret'), moment(endpoint.former_secret_until)],
            [t('origin'), endpoint.variable],
          ]}
        />
      </Section>
      {manages && (
        <Section title={t('actions')}>
          <OtherEndpointActions
            endpoint={endpoint}
            revokes={revokes}
            onClose={onClose}
            onSecret={onSecret}
          />
        </Section>
      )}
    </Sheet>
  );
}

/** Why it hears of nothing, or may soon; that it can only be changed in the environment. */
function Why({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('consoleWebhooks');
  const { moment } = useFormats();
  const state = stateOf(endpoint);
  if (state === 'on' && !endpoint.read_only) return null;
  return (
    <div className="mb-5 flex flex-col gap-2">
      {state !== 'on' && (
        <Notice
          icon={TriangleAlert}
          tone={state === 'gone' || state === 'tooLong' ? 'bad' : 'warn'}
        >
          {state === 'failing'
            ? t('why.failing', { moment: moment(new Date(endpoint.failing_since ?? 0)) })
            : t(`why.${state}`)}
        </Notice>
      )}
      {endpoint.read_only && (
        <Notice icon={Info} tone="neutral">
          {t('endpoint.readOnly')}
        </Notice>
      )}
    </div>
  );
}
