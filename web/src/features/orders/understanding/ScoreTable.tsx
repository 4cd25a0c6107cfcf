import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { type Column, DataTable } from '~/ui/DataTable';
import { ProgressBar } from '~/ui/ProgressBar';
import type { Tone } from '~/ui/tone';
import type { Share } from './api';
import type { Row } from './rows';

interface Props {
  label: string;
  /** What its rows are. */
  what: string;
  rows: readonly Row[];
  naming: (name: string) => string;
}

/** From here on it is as good as was aimed at. */
const AIM = 95;
const POOR = 85;

function toneOf(percent: number): Tone {
  return percent >= AIM ? 'good' : percent >= POOR ? 'accent' : 'warn';
}

export function ScoreTable({ label, what, rows, naming }: Props) {
  const t = useTranslations('ordersUnderstanding');
  const columns: Column<Row>[] = [
    { key: 'name', title: what, cell: ({ name }) => naming(name) },
    {
      key: 'bar',
      title: t('understood'),
      stacked: 'bare',
      cell: ({ name, strangers }) =>
        strangers && (
          <ProgressBar
            label={t('bar', { name: naming(name) })}
            share={strangers.percent / 100}
            tone={toneOf(strangers.percent)}
          />
        ),
    },
    ...(['strangers', 'fresh', 'unseen', 'seen'] as const).map(
      (part): Column<Row> => ({
        key: part,
        title: t(part),
        numeric: true,
        width: 'lg:w-36',
        cell: (row) => <Measured share={row[part]} strong={part === 'strangers'} />,
      }),
    ),
  ];
  return <DataTable label={label} columns={columns} rows={rows} rowKey={({ name }) => name} />;
}

function Measured({ share, strong }: { share: Share | undefined; strong: boolean }) {
  const t = useTranslations('ordersUnderstanding');
  const { percent } = useAmounts();
  const { number } = useFormats();
  if (share === undefined || share.of === 0) return <span className="text-mute">–</span>;
  return (
    <span className="inline-flex items-baseline gap-2 text-right lg:block">
      <span className={strong ? 'font-medium' : undefined}>{percent(share.percent)}</span>
      <span className="block min-w-24 text-xs text-mute">
        {t('of', { right: number(share.right), of: number(share.of) })}
      </span>
    </span>
  );
}
