import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { saveFile } from '~/lib/saveFile';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import { fetchMyData, type KeptData, privacyQuery } from '../api';

/** What Régie keeps about whoever reads this, and all of it as a file. */
export function PrivacyPage() {
  const t = useTranslations('profile.privacy');
  const query = useQuery(privacyQuery(useLocale()));
  const columns = useColumns();
  const download = useAction<void, Blob>({
    run: fetchMyData,
    done: () => t('downloaded'),
    onDone: (data) => saveFile(t('file'), data),
  });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Button
            kind="primary"
            icon={Download}
            isPending={download.isPending}
            onPress={() => download.mutate()}
          >
            {t('download')}
          </Button>
        }
      />
      <Card flush title={t('kept')} className="overflow-hidden">
        <QueryView query={query}>
          {({ kept }) => (
            <DataTable
              label={t('kept')}
              columns={columns}
              rows={kept}
              rowKey={({ what }) => what}
            />
          )}
        </QueryView>
      </Card>
    </>
  );
}

function useColumns(): Column<KeptData>[] {
  const t = useTranslations('profile.privacy');
  return [
    {
      key: 'what',
      title: t('what'),
      width: 'lg:w-[34%]',
      stacked: 'bare',
      cell: ({ what }) => <span className="font-medium">{what}</span>,
    },
    {
      key: 'why',
      title: t('why'),
      stacked: 'bare',
      cell: ({ why }) => <span className="text-pretty text-mute">{why}</span>,
    },
    {
      key: 'days',
      title: t('howLong'),
      width: 'lg:w-56',
      numeric: true,
      cell: ({ keep_days: days }) => (days === null ? t('always') : t('days', { count: days })),
    },
  ];
}
