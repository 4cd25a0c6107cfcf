import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { PageHeader } from '~/ui/PageHeader';
import { type EndpointWithSecret, endpointsQuery } from './api';
import { DeliveryList } from './DeliveryList';
import { DeliverySheet } from './DeliverySheet';
import { EndpointForm } from './EndpointForm';
import { EndpointSheet } from './EndpointSheet';
import { EndpointTable } from './EndpointTable';
import { EventCatalogue } from './EventCatalogue';
import { EventSheet } from './EventSheet';
import { NO_FILTER, readWebhookFilters, VIEWS } from './filters';
import en from './messages/en';
import fr from './messages/fr';
import { SecretDialog } from './SecretDialog';

export function WebhooksPage() {
  return (
    <FeatureMessages namespace="consoleWebhooks" catalogues={{ fr, en }}>
      <Webhooks />
    </FeatureMessages>
  );
}

function Webhooks() {
  const t = useTranslations('consoleWebhooks');
  const [filters, setFilters] = useFilters(readWebhookFilters);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<EndpointWithSecret>();
  const endpoints = useQuery(endpointsQuery);
  const me = useMe();
  const manages = may(me, 'console.webhooks.manage');
  const { view, open } = filters;
  const close = () => setFilters({ open: undefined });
  const endpoint = endpoints.data?.endpoints.find(({ id }) => id === open);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          manages && (
            <Button kind="primary" icon={Plus} onPress={() => setAdding(true)}>
              {t('endpoints.add')}
            </Button>
          )
        }
      />
      <div className="mb-4">
        <Choice
          label={t('views.label')}
          value={view}
          onChange={(chosen) => setFilters({ ...NO_FILTER, view: chosen, open: undefined })}
          items={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
        />
      </div>
      {view === 'endpoints' && (
        <EndpointTable query={endpoints} onOpen={(id) => setFilters({ open: id })} />
      )}
      {view === 'deliveries' && (
        <DeliveryList
          endpoints={endpoints.data?.endpoints ?? []}
          filters={filters}
          onFilter={setFilters}
        />
      )}
      {view === 'events' && <EventCatalogue onOpen={(name) => setFilters({ open: name })} />}

      {view === 'endpoints' && endpoint && (
        <EndpointSheet
          endpoint={endpoint}
          manages={manages}
          revokes={may(me, 'console.webhooks.revoke')}
          onFilter={setFilters}
          onClose={close}
          onSecret={setMade}
        />
      )}
      {view === 'deliveries' && open !== undefined && (
        <DeliverySheet
          id={open}
          manages={manages}
          endpoints={endpoints.data?.endpoints ?? []}
          onClose={close}
        />
      )}
      {view === 'events' && open !== undefined && <EventSheet name={open} onClose={close} />}
      {adding && (
        <EndpointForm
          endpoint={null}
          onClose={() => setAdding(false)}
          onMade={(answer) => {
            setAdding(false);
            setMade(answer);
          }}
        />
      )}
      {made && <SecretDialog secret={made.secret} onClose={() => setMade(undefined)} />}
    </>
  );
}
