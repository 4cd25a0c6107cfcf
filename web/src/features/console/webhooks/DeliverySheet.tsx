import { useQuery } from '@tanstack/react-query';
import { Redo2, TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { CodeBlock } from '~/ui/CodeBlock';
import { Facts } from '~/ui/Facts';
import { Notice } from '~/ui/Notice';
import { QueryView } from '~/ui/QueryView';
import { Section } from '~/ui/Section';
import { Sheet } from '~/ui/Sheet';
import { useAction } from '~/ui/useAction';
import { When } from '~/ui/When';
import { pretty } from '../pretty';
import { Attempts } from './Attempts';
import { type Delivery, deliveryQuery, type Endpoint, replayDelivery, WEBHOOKS_KEY } from './api';
import { DELIVERY_LOOK } from './deliveryLook';

const POLL_MS = 2000;

interface Props {
  id: string;
  manages: boolean;
  endpoints: readonly Endpoint[];
  onClose: () => void;
}

/** One event on its way to one endpoint: its body, and how every attempt went. */
export function DeliverySheet({ id, manages, endpoints, onClose }: Props) {
  const t = useTranslations('consoleWebhooks');
  const query = useQuery({
    ...deliveryQuery(id, useLocale()),
    refetchInterval: ({ state }) => (state.data?.delivery.state === 'waiting' ? POLL_MS : false),
  });
  const delivery = query.data?.delivery;
  return (
    <Sheet
      isOpen
      onClose={onClose}
      title={delivery?.event ?? t('views.deliveries')}
      subtitle={delivery && <span className="font-mono text-xs">{delivery.webhook_id}</span>}
      aside={
        delivery && (
          <Badge {...DELIVERY_LOOK[delivery.state]}>{t(`deliveryState.${delivery.state}`)}</Badge>
        )
      }
      actions={
        manages && delivery && delivery.state !== 'waiting' && <Replay delivery={delivery} />
      }
    >
      <QueryView query={query}>
        {({ delivery: found, body, attempts }) => (
          <>
            {found.state === 'failed' && (
              <Notice icon={TriangleAlert} tone="bad" className="mb-5">
                {found.reason_text ?? found.last_error_text}
              </Notice>
            )}
            <DeliveryFacts delivery={found} endpoints={endpoints} />
            <Section title={t('delivery.attempts')}>
              <Attempts attempts={attempts} rounds={found.round} />
            </Section>
            <Section title={t('delivery.body')}>
              <CodeBlock label={t('delivery.body')} text={pretty(body)} />
            </Section>
          </>
        )}
      </QueryView>
    </Sheet>
  );
}

function Replay({ delivery }: { delivery: Delivery }) {
  const t = useTranslations('consoleWebhooks.delivery');
  const replay = useAction({
    run: () => replayDelivery(delivery.id),
    done: () => t('replayDone'),
    refresh: [WEBHOOKS_KEY],
  });
  return (
    <Button icon={Redo2} isPending={replay.isPending} onPress={() => replay.mutate(undefined)}>
      {t('replay')}
    </Button>
  );
}

function DeliveryFacts({
  delivery,
  endpoints,
}: {
  delivery: Delivery;
  endpoints: readonly Endpoint[];
}) {
  const t = useTranslations('consoleWebhooks');
  const moment = (at: string | null) => at && <When full at={at} />;
  const url = endpoints.find(({ id }) => id === delivery.endpoint_id)?.url;
  return (
    <Section title={t('delivery.facts')}>
      <Facts
        facts={[
          [t('delivery.endpoint'), url ?? t('deliveries.gone')],
          [t('delivery.created'), moment(delivery.created_at)],
          [t('delivery.next'), moment(delivery.next_at)],
          [t('delivery.ended'), moment(delivery.ended_at)],
          [t('delivery.round'), delivery.round > 1 && delivery.round],
        ]}
      />
    </Section>
  );
}
