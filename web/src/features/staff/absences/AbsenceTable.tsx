import { useTranslations } from 'use-intl';
import type { Sort } from '~/lib/sort';
import { useUnits } from '~/lib/useFormats';
import { type Column, DataTable } from '~/ui/DataTable';
import { When } from '~/ui/When';
import type { Absence } from './api';
import { StateBadge } from './StateBadge';
import { usePeriod } from './usePeriod';

interface Props {
  label: string;
  rows: readonly Absence[];
  /** Of one person: their name stands above. */
  ofOne?: boolean;
  onOpen: (absence: Absence) => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  faded?: boolean;
}

export function AbsenceTable({ label, rows, ofOne = false, onOpen, sort, onSort, faded }: Props) {
  const columns = useColumns(ofOne, onSort !== undefined);
  return (
    <DataTable<Absence, string>
      label={label}
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

function useColumns(ofOne: boolean, sortable: boolean): Column<Absence>[] {
  const t = useTranslations('personnel.absences.table');
  const { exact } = useUnits();
  const period = usePeriod();
  const when: Column<Absence> = {
    key: 'first_on',
    title: t('period'),
    width: ofOne ? '' : 'lg:w-80',
    sortable,
    cell: (absence) => <span className="num">{period(absence)}</span>,
  };
  const who: Column<Absence> = {
    key: 'name',
    title: t('who'),
    sortable,
    cell: ({ employee }) => (
      <>
        <span className="block truncate">{employee.name}</span>
        <span className="block truncate text-xs font-normal text-mute">{employee.place}</span>
      </>
    ),
  };
  return [
    ...(ofOne ? [when] : [who, when]),
    {
      key: 'kind',
      title: t('kind'),
      width: 'lg:w-48',
      cell: ({ kind_title }) => <span className="truncate">{kind_title}</span>,
    },
    {
      key: 'days',
      title: t('days'),
      width: 'lg:w-20',
      numeric: true,
      cell: ({ days }) => exact(days, 'days'),
    },
    {
      key: 'asked_at',
      title: t('asked'),
      width: 'lg:w-32',
      numeric: true,
      sortable,
      cell: ({ asked_at }) => <When at={asked_at} className="text-mute" />,
    },
    {
      key: 'state',
      title: t('state'),
      width: 'lg:w-32',
      stacked: 'aside',
      cell: (absence) => <StateBadge absence={absence} />,
    },
  ];
}
