import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useUnits } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import type { Sort } from '~/ui/DataTable';
import { type TreeColumn, TreeTable } from '~/ui/TreeTable';
import { type Asked, placeQuery } from '../api';
import { Gap } from '../Gap';
import { writeWhy } from '../question';
import type { ResultTree } from '../types';
import { centresOf, keyOf, type Row, rowsOf } from './rows';

interface Props {
  tree: ResultTree;
  asked: Asked;
  faded: boolean;
}

/** Nation, directions, centres and their posts: a centre's posts are read when it is opened. */
export function StaffingTree({ tree, asked, faded }: Props) {
  const t = useTranslations('workforce.table');
  const navigate = useNavigate();
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(rowsOf(tree, new Map()).map(({ key }) => key)),
  );
  const [sort, setSort] = useState<Sort>();
  const centres = centresOf(tree.nodes).flatMap(({ place_id: id }) => (id === null ? [] : [id]));
  const read = useQueries({
    queries: centres.filter((id) => open.has(keyOf(id))).map((id) => placeQuery(id, asked)),
  });
  const posts = new Map(
    read.flatMap(({ data }) =>
      data === undefined || data.place.place_id === null ? [] : [[data.place.place_id, data.posts]],
    ),
  );
  return (
    <TreeTable
      label={t('title')}
      columns={useColumns()}
      rows={rowsOf(tree, posts)}
      rowKey={({ key }) => key}
      below={({ below }) => below}
      open={open}
      onOpenChange={(key, opened) => {
        const next = new Set(open);
        if (opened) next.add(key);
        else next.delete(key);
        setOpen(next);
      }}
      sort={sort}
      onSort={setSort}
      onPick={({ place }) => {
        if (place === undefined) return;
        void navigate({ to: '/workforce/centres/$place', params: { place: String(place) } });
      }}
      faded={faded}
    />
  );
}

function useColumns(): TreeColumn<Row>[] {
  const t = useTranslations('workforce.table');
  const { fixed } = useUnits();
  const number = (of: (figures: NonNullable<Row['figures']>) => number, digits: number) => ({
    numeric: true,
    cell: ({ figures }: Row) => figures && fixed(of(figures), 'none', digits),
    sortBy: ({ figures }: Row) => (figures ? of(figures) : null),
  });
  return [
    { key: 'name', title: t('place'), cell: ({ name }) => name, sortBy: ({ name }) => name },
    {
      key: 'required',
      title: t('required'),
      numeric: true,
      width: 'w-32',
      sortBy: ({ figures }) => figures?.required ?? null,
      cell: ({ name, place, post, figures }) =>
        figures && (
          <WhyButton why={writeWhy({ place, post })} what={name}>
            {fixed(figures.required, 'none', 2)}
          </WhyButton>
        ),
    },
    { key: 'staffed', title: t('staffed'), width: 'w-32', ...number((of) => of.staffed, 1) },
    { key: 'present', title: t('present'), width: 'w-32', ...number((of) => of.present, 2) },
    {
      key: 'gap',
      title: t('gap'),
      width: 'w-44',
      numeric: true,
      sortBy: ({ figures }) => figures?.gap ?? null,
      cell: ({ figures }) => figures && <Gap of={figures} />,
    },
    {
      key: 'ratio',
      title: t('ratio'),
      width: 'w-28',
      numeric: true,
      sortBy: ({ figures }) => figures?.ratio ?? null,
      cell: ({ figures }) =>
        figures && (figures.ratio === null ? '–' : fixed(100 * figures.ratio, 'percent', 1)),
    },
  ];
}
