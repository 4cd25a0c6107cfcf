import { useQuery } from '@tanstack/react-query';
import { Plus, Server } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { toast } from '~/lib/toast';
import { useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import { checkProvider, PROVIDERS_KEY, type Provider, providersQuery } from '../api';
import { Models } from './Models';
import { ProviderForm } from './ProviderForm';
import { useProviderColumns } from './useProviderColumns';

export function ProvidersPage() {
  const t = useTranslations('gateway.providers');
  const manages = may(useMe(), 'gateway.providers.manage');
  const query = useQuery(providersQuery);
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Provider>();
  const check = useCheck();
  const columns = useProviderColumns(
    manages
      ? {
          onChange: setChanging,
          onCheck: (provider) => check.mutate(provider),
          checking: check.isPending ? check.variables.id : undefined,
        }
      : undefined,
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          manages && (
            <Button kind="primary" icon={Plus} onPress={() => setAdding(true)}>
              {t('add')}
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <div className="card min-w-0 overflow-hidden">
          <QueryView query={query}>
            {({ providers }) =>
              providers.length === 0 ? (
                <EmptyState icon={Server} title={t('empty')} text={t('emptyText')} />
              ) : (
                <DataTable
                  label={t('title')}
                  columns={columns}
                  rows={providers}
                  rowKey={({ id }) => String(id)}
                />
              )
            }
          </QueryView>
        </div>
        <Models manages={manages} providers={query.data?.providers ?? []} />
      </div>
      {adding && <ProviderForm onClose={() => setAdding(false)} />}
      {changing && <ProviderForm of={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}

/** Asks a provider for its models, and says what came of it. */
function useCheck() {
  const t = useTranslations('gateway.providers');
  const { duration } = useQuantities();
  return useAction({
    run: ({ id }: Provider) => checkProvider(id),
    refresh: [PROVIDERS_KEY],
    onDone: ({ reachable, status, error, elapsed_ms: elapsed, models = [] }, { name }) => {
      if (reachable) {
        toast(t('checked', { name, elapsed: duration(elapsed / 1000), count: models.length }));
      } else {
        toast(t('unreachable', { name, why: error ?? String(status ?? '') }), { failed: true });
      }
    },
  });
}
