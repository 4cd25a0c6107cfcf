import { useQuery } from '@tanstack/react-query';
import { Pencil, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { useFormats, useUnits } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { QueryView } from '~/ui/QueryView';
import { headcountQuery } from '../api';
import type { SeenHeadcount } from '../types';
import { HeadcountForm } from './HeadcountForm';

/** Who is there, post by post, as it was last told; an analyst corrects it. */
export function Headcount({ place }: { place: number }) {
  const t = useTranslations('workforce.headcount');
  const { fixed } = useUnits();
  const { shortDay } = useFormats();
  const query = useQuery(headcountQuery(place));
  const manages = may(useMe(), 'workforce.imports.manage');
  const [changing, setChanging] = useState<SeenHeadcount>();
  const columns: Column<SeenHeadcount>[] = [
    { key: 'post', title: t('post'), cell: ({ post }) => <span className="truncate">{post}</span> },
    {
      key: 'present',
      title: t('present'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ present }) => fixed(present, 'none', 2),
    },
    {
      key: 'asOf',
      title: t('asOf'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ as_of: day }) => <span className="text-mute">{shortDay(day)}</span>,
    },
  ];
  if (manages) {
    columns.push({
      key: 'change',
      title: t('change'),
      width: 'lg:w-20',
      numeric: true,
      stacked: 'aside',
      cell: (row) => (
        <Button
          kind="quiet"
          icon={Pencil}
          aria-label={t('changeOf', { post: row.post })}
          onPress={() => setChanging(row)}
        />
      ),
    });
  }
  return (
    <Card title={t('title')} flush className="overflow-hidden">
      <QueryView query={query}>
        {({ headcounts }) =>
          headcounts.length === 0 ? (
            <EmptyState icon={Users} title={t('empty')} text={t('emptyText')} />
          ) : (
            <DataTable
              label={t('title')}
              columns={columns}
              rows={headcounts}
              rowKey={({ id }) => String(id)}
            />
          )
        }
      </QueryView>
      {changing && (
        <HeadcountForm
          key={changing.id}
          row={changing}
          place={place}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Card>
  );
}
