import { useQuery } from '@tanstack/react-query';
import { MapPin, Plus } from 'lucide-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { naturalNumber, useFilters } from '~/lib/useFilters';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { type Place, placesQuery } from './api';
import en from './messages/en';
import fr from './messages/fr';
import { PlaceForm } from './PlaceForm';
import { depths, inTreeOrder } from './tree';

export function PlacesPage() {
  return (
    <FeatureMessages namespace="consolePlaces" catalogues={{ fr, en }}>
      <Places />
    </FeatureMessages>
  );
}

const readFilters = (search: Record<string, unknown>) => ({
  place: naturalNumber(search.place) as number | undefined,
});

function Places() {
  const t = useTranslations('consolePlaces');
  const [{ place: open }, setFilters] = useFilters(readFilters);
  const [adding, setAdding] = useState(false);
  const query = useQuery(placesQuery(useLocale()));
  const manages = may(useMe(), 'console.places.manage');
  const close = () => {
    setAdding(false);
    setFilters({ place: undefined });
  };
  const chosen = query.data?.places.find(({ id }) => id === open);
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
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {({ places, kinds }) =>
            places.length === 0 ? (
              <EmptyState icon={MapPin} title={t('empty.title')} text={t('empty.text')} />
            ) : (
              <Tree
                places={places}
                kinds={new Map(kinds.map(({ kind, title }) => [kind, title]))}
                {...(manages && { onOpen: ({ id }: Place) => setFilters({ place: id }) })}
              />
            )
          }
        </QueryView>
      </div>
      {query.data && (adding || (manages && chosen)) && (
        <PlaceForm
          key={chosen?.id ?? 'new'}
          place={adding ? undefined : chosen}
          places={query.data.places}
          kinds={query.data.kinds}
          onClose={close}
        />
      )}
    </>
  );
}

interface TreeProps {
  places: readonly Place[];
  kinds: ReadonlyMap<string, string>;
  onOpen?: (place: Place) => void;
}

function Tree({ places, kinds, onOpen }: TreeProps) {
  const t = useTranslations('consolePlaces');
  const depth = depths(places);
  const columns: Column<Place>[] = [
    {
      key: 'name',
      title: t('table.name'),
      cell: ({ id, name, closed_at: closed }) => (
        <span
          className="flex min-w-0 items-center gap-2"
          style={{ paddingInlineStart: `${(depth.get(id) ?? 0) * 1.25}rem` }}
        >
          <span className="truncate">{name}</span>
          {closed && <Badge>{t('closed')}</Badge>}
        </span>
      ),
    },
    {
      key: 'kind',
      title: t('table.kind'),
      width: 'lg:w-40',
      stacked: 'aside',
      cell: ({ kind }) => <span className="text-mute">{kinds.get(kind) ?? kind}</span>,
    },
    {
      key: 'code',
      title: t('table.code'),
      width: 'lg:w-40',
      cell: ({ code }) => <span className="font-mono text-xs">{code}</span>,
    },
    {
      key: 'people',
      title: t('table.people'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ people }) => people,
    },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rows={inTreeOrder(places)}
      rowKey={({ id }) => String(id)}
      {...(onOpen && { onOpen })}
    />
  );
}
