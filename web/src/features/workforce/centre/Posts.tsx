import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { useFormats } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { headcountQuery } from '../api';
import type { Node, PostFigures, SeenHeadcount } from '../types';
import { usePostColumns } from '../usePostColumns';
import { HeadcountForm } from './HeadcountForm';

interface Props {
  place: Node;
  posts: readonly PostFigures[];
  faded: boolean;
}

/** Post by post what is required and who is there, since when that is known; an analyst corrects it. */
export function Posts({ place, posts, faded }: Props) {
  const t = useTranslations('workforce.centre');
  const id = place.place_id ?? 0;
  const isCentre = place.kind === 'centre';
  const columns = usePostColumns(id);
  const [changing, setChanging] = useState<SeenHeadcount>();
  const told = useQuery({ ...headcountQuery(id), enabled: isCentre }).data?.headcounts ?? [];
  const own = useHeadcountColumns(told, setChanging);
  return (
    <Card title={t('posts')} flush className="overflow-hidden">
      <DataTable
        label={t('posts')}
        columns={isCentre ? [...columns, ...own] : columns}
        rows={posts}
        rowKey={({ post_id: post }) => String(post)}
        faded={faded}
      />
      {changing && (
        <HeadcountForm
          key={changing.id}
          row={changing}
          place={id}
          onClose={() => setChanging(undefined)}
        />
      )}
    </Card>
  );
}

function useHeadcountColumns(
  told: readonly SeenHeadcount[],
  onChange: (row: SeenHeadcount) => void,
): Column<PostFigures>[] {
  const t = useTranslations('workforce.headcount');
  const { shortDay } = useFormats();
  const manages = may(useMe(), 'workforce.imports.manage');
  const rowOf = ({ post_id: post }: PostFigures) => told.find((row) => row.post_id === post);
  const asOf: Column<PostFigures> = {
    key: 'asOf',
    title: t('asOf'),
    width: 'lg:w-32',
    numeric: true,
    cell: (post) => <span className="text-mute">{dayOf(rowOf(post), shortDay)}</span>,
  };
  const change: Column<PostFigures> = {
    key: 'change',
    title: t('change'),
    width: 'lg:w-24',
    numeric: true,
    stacked: 'aside',
    cell: (post) => {
      const row = rowOf(post);
      return (
        row && (
          <Button
            kind="quiet"
            icon={Pencil}
            aria-label={t('changeOf', { post: post.name })}
            onPress={() => onChange(row)}
          />
        )
      );
    },
  };
  return manages ? [asOf, change] : [asOf];
}

function dayOf(row: SeenHeadcount | undefined, write: (day: string) => string): string {
  return row === undefined ? '–' : write(row.as_of);
}
