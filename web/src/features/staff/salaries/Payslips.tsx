import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Banknote, ListX } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { naturalNumber, text } from '~/lib/useFilters';
import { useList } from '~/lib/useList';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { FilterBar } from '~/ui/FilterBar';
import { Pager } from '~/ui/Pager';
import { QueryView } from '~/ui/QueryView';
import { SearchField } from '~/ui/SearchField';
import { Select } from '~/ui/Select';
import { type PayslipRow, payslipsQuery, type RunDetail, type Sort } from './api';

const SORTS: readonly Sort[] = ['name', '-net', '-difference'];
const LIST = {
  sorts: ['name', 'net', 'difference'],
  first: { by: 'name', descending: false },
  read: (search: Record<string, unknown>) => ({
    site: naturalNumber(search.site),
    q: text(search.q),
  }),
} as const;

/** Everybody's payslip beside that of the month before. */
export function Payslips({ run }: { run: RunDetail }) {
  const t = useTranslations('staffPay.payslips');
  const navigate = useNavigate();
  const { filters, narrow, sort, onSort, after, onGo } = useList(LIST);
  const asked = SORTS.find((each) => each.endsWith(sort.by)) ?? 'name';
  const query = useQuery(payslipsQuery(run.id, { ...filters, sort: asked, after }));
  const columns = useColumns(run.before !== null);
  return (
    <Card title={t('title')} flush className="overflow-hidden">
      <FilterBar>
        <SearchField
          label={t('search')}
          placeholder={t('placeholder')}
          value={filters.q ?? ''}
          onSearch={(q) => narrow({ q: q === '' ? undefined : q })}
        />
        <Select
          label={t('site')}
          value={String(filters.site ?? '')}
          onChange={(site) => narrow({ site: site === '' ? undefined : Number(site) })}
          items={[
            { value: '', label: t('allSites') },
            ...run.sites.map(({ site }) => ({ value: String(site.id), label: site.name })),
          ]}
        />
        <Select
          label={t('sort')}
          value={sort.by}
          onChange={(by) => onSort({ by, descending: by !== 'name' })}
          items={LIST.sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
        />
      </FilterBar>
      <QueryView query={query}>
        {(page) =>
          page.payslips.length === 0 ? (
            <Nobody
              filtered={filters.q !== undefined || filters.site !== undefined}
              onClear={() => narrow({ q: undefined, site: undefined })}
            />
          ) : (
            <>
              <DataTable
                label={t('title')}
                columns={columns}
                rows={page.payslips}
                rowKey={({ employee }) => String(employee.id)}
                onOpen={({ id }) =>
                  id !== null &&
                  void navigate({ to: '/staff/salaries/payslips/$id', params: { id: String(id) } })
                }
                faded={query.isPlaceholderData}
              />
              <Pager at={after} next={page.next} onGo={onGo} />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}

function Nobody({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useTranslations('staffPay.payslips');
  if (!filtered) return <EmptyState icon={Banknote} title={t('empty')} text={t('none')} />;
  return (
    <EmptyState icon={ListX} title={t('empty')} text={t('emptyText')}>
      <Button onPress={onClear}>{t('clear')}</Button>
    </EmptyState>
  );
}

function useColumns(hasBefore: boolean): Column<PayslipRow>[] {
  const t = useTranslations('staffPay.payslips');
  const { euros, signedWholeEuros } = useAmounts();
  const columns: Column<PayslipRow>[] = [
    {
      key: 'name',
      title: t('name'),
      cell: ({ id, employee, before_net_cents }) => (
        <>
          <span className="block truncate">{employee.name}</span>
          <span className="block truncate text-xs font-normal text-mute">
            {[
              employee.number,
              id === null && t('gone'),
              hasBefore && before_net_cents === null && t('fresh'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </>
      ),
    },
    {
      key: 'site',
      title: t('site'),
      cell: ({ site }) => <span className="block truncate">{site.name}</span>,
    },
    {
      key: 'gross',
      title: t('gross'),
      width: 'lg:w-32',
      numeric: true,
      cell: ({ gross_cents }) => euros(gross_cents),
    },
    {
      key: 'net',
      title: t('net'),
      width: 'lg:w-32',
      numeric: true,
      stacked: 'aside',
      cell: ({ net_cents }) => euros(net_cents),
    },
  ];
  if (hasBefore) {
    columns.push({
      key: 'difference',
      title: t('difference'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ net_cents, before_net_cents }) =>
        signedWholeEuros(net_cents - (before_net_cents ?? 0)),
    });
  }
  return columns;
}
