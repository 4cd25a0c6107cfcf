import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { ProgressBar } from '~/ui/ProgressBar';
import type { Usage } from '../api';
import { useMoney } from '../useMoney';

interface Row {
  name: string;
  requests: number;
  cost_micros: number;
}

/** What each key and each model cost, the dearest first. */
export function Shares({ usage }: { usage: Usage }) {
  const t = useTranslations('gateway.usage');
  if (usage.totals.requests === 0) return null;
  const whole = usage.totals.cost_micros;
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Part
        title={t('byKey')}
        name={t('key')}
        whole={whole}
        rows={usage.by_key.map(({ key, ...figures }) => ({ name: key.name, ...figures }))}
      />
      <Part
        title={t('byModel')}
        name={t('model')}
        whole={whole}
        rows={usage.by_model.map(({ model, ...figures }) => ({ name: model, ...figures }))}
      />
    </div>
  );
}

interface PartProps {
  title: string;
  /** Of the first column. */
  name: string;
  rows: readonly Row[];
  whole: number;
}

function Part({ title, name, rows, whole }: PartProps) {
  const t = useTranslations('gateway.usage');
  const { money } = useMoney();
  const { short } = useAmounts();
  const columns: Column<Row>[] = [
    {
      key: 'name',
      title: name,
      cell: (row) => <span className="block truncate font-medium">{row.name}</span>,
    },
    {
      key: 'share',
      title: t('share'),
      width: 'lg:w-24',
      stacked: 'bare',
      cell: ({ name: of, cost_micros: cost }) => (
        <ProgressBar label={of} share={whole === 0 ? 0 : cost / whole} />
      ),
    },
    {
      key: 'requests',
      title: t('requests'),
      width: 'lg:w-20',
      numeric: true,
      cell: ({ requests }) => short(requests),
    },
    {
      key: 'cost',
      title: t('cost'),
      width: 'lg:w-28',
      numeric: true,
      stacked: 'aside',
      cell: ({ cost_micros: cost }) => money(cost),
    },
  ];
  return (
    <Card flush title={title}>
      <DataTable label={title} columns={columns} rows={rows} rowKey={(row) => row.name} />
    </Card>
  );
}
