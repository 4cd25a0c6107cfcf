import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { type Column, DataTable } from '~/ui/DataTable';
import { useIntent } from '../words/useWords';
import type { Figures } from './api';
import { byIntent, type IntentRow } from './tally';

const SHOWN = ['answered', 'asked', 'handed_over', 'refused', 'not_found'] as const;

/** What was asked, and what came of it; what is in no column is in the sum. */
export function IntentTable({ figures }: { figures: Figures }) {
  const t = useTranslations('ordersFigures');
  const intent = useIntent();
  const { number } = useFormats();
  const columns: Column<IntentRow>[] = [
    { key: 'intent', title: t('intent'), cell: (row) => intent(row.intent) },
    {
      key: 'questions',
      title: t('questions'),
      numeric: true,
      width: 'lg:w-28',
      cell: (row) => <span className="font-medium">{number(row.questions)}</span>,
    },
    ...SHOWN.map(
      (outcome): Column<IntentRow> => ({
        key: outcome,
        title: t(`parts.${outcome}`),
        numeric: true,
        width: 'lg:w-32',
        absent: (row) => row.of[outcome] === 0,
        cell: (row) =>
          row.of[outcome] === 0 ? <span className="text-mute">–</span> : number(row.of[outcome]),
      }),
    ),
  ];
  return (
    <DataTable
      label={t('byIntent')}
      columns={columns}
      rows={byIntent(figures.by_intent)}
      rowKey={(row) => row.intent}
    />
  );
}
