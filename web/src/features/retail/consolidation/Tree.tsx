import { ChevronsDownUp, ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Spark } from '~/charts/Spark';
import { readSort, writeSort } from '~/lib/sort';
import { useAmounts } from '~/lib/useAmounts';
import { text, useSearchParams } from '~/lib/useFilters';
import { WhyButton } from '~/parts/why/WhyButton';
import { Button } from '~/ui/Button';
import { type TreeColumn, TreeTable } from '~/ui/TreeTable';
import { Attainment } from '../Attainment';
import type { Consolidation, FigureRow } from '../api';
import { Growth } from '../Growth';

const KEYS = [
  'name',
  'revenue',
  'target',
  'attainment',
  'growth',
  'margin',
  'margin_rate',
  'average_basket',
  'course',
] as const;
type Key = (typeof KEYS)[number];

const SEPARATOR = '-';

interface Props {
  consolidation: Consolidation;
  faded: boolean;
  onNarrow: (id: number) => void;
}

export function Tree({ consolidation, faded, onNarrow }: Props) {
  const t = useTranslations('retail');
  const { rows, by } = consolidation;
  const [search, change] = useSearchParams();
  // Ids; nothing said: what stands at the top.
  const written = text(search.open);
  const below = childrenOf(rows);
  const parents = rows.filter(({ id }) => below.has(id)).map(({ id }) => String(id));
  const open = new Set(
    written === undefined
      ? rows.filter(({ level }) => level === 0).map(({ id }) => String(id))
      : written.split(SEPARATOR),
  );
  const setOpen = (keys: readonly string[]) => change({ open: keys.join(SEPARATOR) || 'none' });
  const columns = useColumns(by);
  return (
    <>
      <div className="flex justify-end gap-1 px-3 pt-2">
        <Button kind="quiet" icon={ChevronsUpDown} onPress={() => setOpen(parents)}>
          {t('consolidation.openAll')}
        </Button>
        <Button kind="quiet" icon={ChevronsDownUp} onPress={() => setOpen([])}>
          {t('consolidation.closeAll')}
        </Button>
      </div>
      <TreeTable
        label={t('consolidation.title')}
        columns={columns}
        rows={rows.filter(({ parent_id }) => parent_id === null)}
        rowKey={({ id }) => String(id)}
        below={({ id }) => below.get(id) ?? NONE}
        open={open}
        onOpenChange={(key, opened) =>
          setOpen([...open].filter((one) => one !== key).concat(opened ? key : []))
        }
        sort={readSort(KEYS, search.sort)}
        onSort={(wanted) => change({ sort: writeSort(wanted) })}
        onPick={({ id }) => onNarrow(id)}
        faded={faded}
      />
    </>
  );
}

const NONE: readonly FigureRow[] = [];

function childrenOf(rows: readonly FigureRow[]): Map<number, FigureRow[]> {
  const below = new Map<number, FigureRow[]>();
  for (const row of rows) {
    if (row.parent_id === null) continue;
    below.set(row.parent_id, [...(below.get(row.parent_id) ?? []), row]);
  }
  return below;
}

function useColumns(by: Consolidation['by']): TreeColumn<FigureRow, Key>[] {
  const t = useTranslations('retail');
  const { euros, wholeEuros, percent } = useAmounts();
  const ofStores: TreeColumn<FigureRow, Key>[] = [
    {
      key: 'target',
      title: t('measures.target'),
      numeric: true,
      sortBy: ({ figures }) => figures.target,
      cell: ({ figures }) => (
        <span className="text-mute">
          {figures.target === null ? '—' : wholeEuros(figures.target)}
        </span>
      ),
    },
    {
      key: 'attainment',
      title: t('measures.attainment'),
      numeric: true,
      sortBy: ({ figures }) => figures.attainment,
      cell: ({ figures }) => <Attainment value={figures.attainment} />,
    },
  ];
  return [
    {
      key: 'name',
      title: t(`consolidation.axis.${by}`),
      sortBy: ({ name }) => name,
      cell: ({ name }) => name,
    },
    {
      key: 'revenue',
      title: t('measures.revenue'),
      numeric: true,
      sortBy: ({ figures }) => figures.revenue,
      cell: ({ id, name, figures }) => (
        <WhyButton why={`revenue.${id}`} what={name}>
          {wholeEuros(figures.revenue)}
        </WhyButton>
      ),
    },
    ...(by === 'place' ? ofStores : []),
    {
      key: 'growth',
      title: t('lastYearShort'),
      numeric: true,
      sortBy: ({ growth }) => growth.revenue,
      cell: ({ growth }) => <Growth value={growth.revenue} />,
    },
    {
      key: 'margin',
      title: t('measures.margin'),
      numeric: true,
      sortBy: ({ figures }) => figures.margin,
      cell: ({ figures }) => wholeEuros(figures.margin),
    },
    {
      key: 'margin_rate',
      title: t('measures.margin_rate'),
      numeric: true,
      sortBy: ({ figures }) => figures.margin_rate,
      cell: ({ figures }) => (figures.margin_rate === null ? '—' : percent(figures.margin_rate)),
    },
    ...(by === 'place'
      ? [
          {
            key: 'average_basket',
            title: t('measures.average_basket'),
            numeric: true,
            sortBy: ({ figures }: FigureRow) => figures.average_basket,
            cell: ({ figures }: FigureRow) =>
              figures.average_basket === null ? '—' : euros(figures.average_basket),
          } as const,
        ]
      : []),
    {
      key: 'course',
      title: t('consolidation.course'),
      numeric: true,
      cell: ({ name, spark }) => (
        <span className="inline-block align-middle">
          <Spark
            values={spark}
            slots={spark.length}
            label={t('consolidation.courseOf', { name })}
          />
        </span>
      ),
    },
  ];
}
