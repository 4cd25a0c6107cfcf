import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import type { Column } from '~/ui/DataTable';
import { When } from '~/ui/When';
import type { Delivery, Endpoint } from './api';
import { DELIVERY_LOOK } from './deliveryLook';
import { shortAddress } from './endpointState';

export function useDeliveryColumns(endpoints: readonly Endpoint[]): Column<Delivery>[] {
  const t = useTranslations('consoleWebhooks');
  const urls = new Map(endpoints.map(({ id, url }) => [id, shortAddress(url)]));
  return [
    {
      key: 'event',
      title: t('deliveries.event'),
      cell: ({ event, webhook_id: id }) => (
        <>
          <span className="block truncate">{event}</span>
          <span className="block truncate font-mono text-[0.6875rem] font-normal text-mute">
            {id}
          </span>
        </>
      ),
    },
    {
      key: 'endpoint',
      title: t('deliveries.endpoint'),
      cell: ({ endpoint_id: id }) => (
        <span className="block truncate">
          {urls.get(id) ?? <span className="text-mute">{t('deliveries.gone')}</span>}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('deliveries.state'),
      width: 'lg:w-36',
      stacked: 'aside',
      cell: ({ state }) => <Badge {...DELIVERY_LOOK[state]}>{t(`deliveryState.${state}`)}</Badge>,
    },
    {
      key: 'answer',
      title: t('deliveries.answer'),
      width: 'lg:w-[26%]',
      stacked: 'bare',
      cell: ({ last_status: status, last_error_text: error }) => (
        <span className="line-clamp-2 text-sm text-mute">
          {error ?? (status === null ? '–' : t('delivery.status', { status: String(status) }))}
        </span>
      ),
    },
    {
      key: 'attempts',
      title: t('deliveries.attempts'),
      width: 'lg:w-20',
      numeric: true,
      cell: ({ attempts }) => attempts,
    },
    {
      key: 'created',
      title: t('deliveries.created'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ created_at: at }) => <When at={at} className="text-mute" />,
    },
  ];
}
