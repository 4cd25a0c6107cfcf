import { useQuery } from '@tanstack/react-query';
import { Boxes, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { QueryView } from '~/ui/QueryView';
import { type Model, modelsQuery, type Provider } from '../api';
import { useMoney } from '../useMoney';
import { ModelForm } from './ModelForm';

interface Props {
  manages: boolean;
  providers: readonly Provider[];
}

/** The models that programs can ask for, each at its provider and at its price. */
export function Models({ manages, providers }: Props) {
  const t = useTranslations('gateway.models');
  const query = useQuery(modelsQuery);
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Model>();
  const columns = useModelColumns(manages ? setChanging : undefined);
  const models = query.data?.models ?? [];
  return (
    <Card
      flush
      title={t('title')}
      action={
        manages &&
        providers.length > 0 && (
          <Button icon={Plus} onPress={() => setAdding(true)}>
            {t('add')}
          </Button>
        )
      }
    >
      <QueryView query={query}>
        {() =>
          models.length === 0 ? (
            <EmptyState icon={Boxes} title={t('empty')} text={t('emptyText')} />
          ) : (
            <DataTable
              label={t('title')}
              columns={columns}
              rows={models}
              rowKey={({ id }) => String(id)}
            />
          )
        }
      </QueryView>
      {adding && (
        <ModelForm providers={providers} models={models} onClose={() => setAdding(false)} />
      )}
      {changing && (
        <ModelForm
          of={changing}
          providers={providers}
          models={models}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Card>
  );
}

function useModelColumns(onChange: ((model: Model) => void) | undefined): Column<Model>[] {
  const t = useTranslations('gateway.models');
  const { price } = useMoney();
  const columns: Column<Model>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, enabled }) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {!enabled && <Badge>{t('off')}</Badge>}
        </span>
      ),
    },
    {
      key: 'provider',
      title: t('provider'),
      cell: ({ provider, upstream }) => (
        <span className="block max-lg:text-right">
          <span className="block truncate">{provider.name}</span>
          <span className="block truncate text-xs text-mute">
            {t('upstream', { name: upstream })}
          </span>
        </span>
      ),
    },
    {
      key: 'prices',
      title: t('prices'),
      width: 'lg:w-52',
      numeric: true,
      cell: ({ price_in_micros: inwards, price_out_micros: outwards }) => (
        <>
          <span className="block">{t('priceIn', { price: price(inwards) })}</span>
          <span className="block text-mute">{t('priceOut', { price: price(outwards) })}</span>
        </>
      ),
    },
    {
      key: 'fallback',
      title: t('fallback'),
      width: 'lg:w-36',
      cell: ({ fallback }) =>
        fallback?.name ?? <span className="text-mute">{t('noFallback')}</span>,
    },
  ];
  if (onChange) {
    columns.push({
      key: 'action',
      title: t('action'),
      width: 'lg:w-32',
      numeric: true,
      stacked: 'bare',
      cell: (model) => (
        <Button onPress={() => onChange(model)} aria-label={t('changeOf', { name: model.name })}>
          {t('change')}
        </Button>
      ),
    });
  }
  return columns;
}
