import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { useFormats } from '~/lib/useFormats';
import { WhyButton } from '~/parts/why/WhyButton';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import type { RunDetail, SiteTotals } from './api';

/** Totals by site beside the month before. */
export function Sites({ run }: { run: RunDetail }) {
  const t = useTranslations('staffPay.sites');
  const columns = useColumns(run.before !== null);
  if (run.sites.length === 0) return null;
  return (
    <Card title={t('title')} flush className="overflow-hidden">
      <DataTable
        label={t('title')}
        columns={columns}
        rows={run.sites}
        rowKey={({ site }) => String(site.id)}
      />
    </Card>
  );
}

function useColumns(hasBefore: boolean): Column<SiteTotals>[] {
  const t = useTranslations('staffPay.sites');
  const { signedWholeEuros, wholeEuros } = useAmounts();
  const { number } = useFormats();
  const columns: Column<SiteTotals>[] = [
    { key: 'site', title: t('site'), cell: ({ site }) => site.name },
    {
      key: 'people',
      title: t('people'),
      width: 'lg:w-28',
      numeric: true,
      cell: ({ now }) => number(now.people),
    },
    {
      key: 'gross',
      title: t('gross'),
      numeric: true,
      cell: ({ now }) => wholeEuros(now.gross_cents),
    },
    {
      key: 'net',
      title: t('net'),
      numeric: true,
      stacked: 'aside',
      cell: ({ now }) => wholeEuros(now.net_cents),
    },
  ];
  if (hasBefore) {
    columns.push({
      key: 'difference',
      title: t('difference'),
      numeric: true,
      cell: ({ site, now, before }) => {
        const difference = now.gross_cents - (before?.gross_cents ?? 0);
        if (difference === 0) return signedWholeEuros(0);
        return (
          <WhyButton why={String(site.id)} what={t('of', { site: site.name })}>
            {signedWholeEuros(difference)}
          </WhyButton>
        );
      },
    });
  }
  return columns;
}
