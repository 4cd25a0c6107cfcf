import { useQuery } from '@tanstack/react-query';
import { ListX, Send } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { Select } from '~/ui/Select';
import { deliveriesQuery, type Endpoint, eventsQuery } from './api';
import { shortAddress } from './endpointState';
import { DELIVERY_STATES, type Filter, NO_FILTER, type WebhookFilters } from './filters';
import { useDeliveryColumns } from './useDeliveryColumns';

const POLL_MS = 5000;
const ANY = '';

interface Props {
  endpoints: readonly Endpoint[];
  filters: WebhookFilters;
  onFilter: Filter;
}

export function DeliveryList({ endpoints, filters, onFilter }: Props) {
  const t = useTranslations('consoleWebhooks');
  const { endpoint, event, state, cursor } = filters;
  const query = useQuery({
    ...deliveriesQuery({ endpoint, event, state, cursor }, useLocale()),
    refetchInterval: POLL_MS,
  });
  const columns = useDeliveryColumns(endpoints);
  const filtered = endpoint !== undefined || event !== undefined || state !== undefined;
  return (
    <div className="card min-w-0 overflow-hidden">
      <DeliveryFilters endpoints={endpoints} filters={filters} onFilter={onFilter} />
      <QueryView query={query}>
        {(page) =>
          page.deliveries.length > 0 ? (
            <>
              <DataTable
                label={t('views.deliveries')}
                columns={columns}
                rows={page.deliveries}
                rowKey={({ id }) => id}
                onOpen={({ id }) => onFilter({ open: id })}
                faded={query.isPlaceholderData}
              />
              <Pager at={cursor} next={page.next} onGo={(to) => onFilter({ cursor: to })} />
            </>
          ) : filtered ? (
            <EmptyState
              icon={ListX}
              title={t('deliveries.filteredTitle')}
              text={t('deliveries.filteredText')}
            >
              <Button onPress={() => onFilter(NO_FILTER)}>{t('deliveries.clear')}</Button>
            </EmptyState>
          ) : (
            <EmptyState
              icon={Send}
              title={t('deliveries.emptyTitle')}
              text={t('deliveries.emptyText')}
            />
          )
        }
      </QueryView>
    </div>
  );
}

function DeliveryFilters({ endpoints, filters, onFilter }: Props) {
  const t = useTranslations('consoleWebhooks');
  const { data: catalogue } = useQuery(eventsQuery(useLocale()));
  const any = { value: ANY, label: t('deliveries.any') };
  const chosen = (value: string) => (value === ANY ? undefined : value);
  return (
    <FilterBar>
      <Choice
        label={t('deliveries.filterState')}
        value={filters.state ?? 'all'}
        onChange={(state) =>
          onFilter({ state: state === 'all' ? undefined : state, cursor: undefined })
        }
        items={[
          { value: 'all', label: t('deliveries.all') },
          ...DELIVERY_STATES.map((value) => ({ value, label: t(`deliveryStates.${value}`) })),
        ]}
      />
      <Select
        label={t('deliveries.filterEndpoint')}
        value={filters.endpoint ?? ANY}
        onChange={(value) => onFilter({ endpoint: chosen(value), cursor: undefined })}
        items={[any, ...endpoints.map(({ id, url }) => ({ value: id, label: shortAddress(url) }))]}
        className="lg:max-w-72"
      />
      <Select
        label={t('deliveries.filterEvent')}
        value={filters.event ?? ANY}
        onChange={(value) => onFilter({ event: chosen(value), cursor: undefined })}
        items={[
          any,
          ...(catalogue?.events ?? []).map(({ name }) => ({ value: name, label: name })),
        ]}
        className="lg:max-w-72"
      />
    </FilterBar>
  );
}
