import { useTranslations } from 'use-intl';
import type { Sort } from '~/lib/sort';
import { useFormats } from '~/lib/useFormats';
import { type Column, DataTable } from '~/ui/DataTable';
import type { Evaluation } from './api';

interface Props {
  rows: readonly Evaluation[];
  ofOne?: boolean;
  onOpen: (evaluation: Evaluation) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  faded?: boolean;
}

export function EvaluationTable({ rows, ofOne = false, onOpen, sort, onSort, faded }: Props) {
  const t = useTranslations('personnel.evaluations');
  const columns = useColumns(ofOne, onSort !== undefined);
  return (
    <DataTable<Evaluation, string>
      label={t('title')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => String(id)}
      onOpen={onOpen}
      {...(sort && { sort })}
      {...(onSort && { onSort })}
      {...(faded && { faded })}
    />
  );
}

function useColumns(ofOne: boolean, sortable: boolean): Column<Evaluation>[] {
  const t = useTranslations('personnel.evaluations');
  const { number, shortDay } = useFormats();
  const who: Column<Evaluation> = {
    key: 'name',
    title: t('table.who'),
    sortable,
    cell: ({ employee }) => (
      <>
        <span className="block truncate">{employee.name}</span>
        <span className="block truncate text-xs font-normal text-mute">{employee.place}</span>
      </>
    ),
  };
  return [
    ...(ofOne ? [] : [who]),
    {
      key: 'period',
      title: t('table.period'),
      sortable,
      cell: ({ period_from, period_until }) => (
        <span className="num">{`${shortDay(period_from)} – ${shortDay(period_until)}`}</span>
      ),
    },
    {
      key: 'mark',
      title: t('table.mark'),
      width: 'lg:w-28',
      numeric: true,
      sortable,
      stacked: 'aside',
      cell: ({ mark }) => <span className="font-medium">{t('outOf', { mark: number(mark) })}</span>,
    },
    {
      key: 'weight',
      title: t('table.weight'),
      width: 'lg:w-20',
      numeric: true,
      cell: ({ weight }) => number(weight),
    },
    ...(ofOne
      ? []
      : [
          {
            key: 'by',
            title: t('table.by'),
            width: 'lg:w-52',
            cell: ({ evaluator }: Evaluation) => (
              <span className="truncate text-mute">{evaluator ?? '—'}</span>
            ),
          },
        ]),
  ];
}
