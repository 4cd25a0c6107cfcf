import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { Card } from '~/ui/Card';
import { type Column, DataTable } from '~/ui/DataTable';
import { QueryView } from '~/ui/QueryView';
import { When } from '~/ui/When';
import { type Schedule, schedulesQuery } from './api';
import { useJobWords } from './useJobWords';

/** Which jobs run by the clock, when next, and what became of the last. */
export function ScheduleTable({ onOpenJob }: { onOpenJob: (id: number) => void }) {
  const t = useTranslations('consoleJobs.schedules');
  const query = useQuery(schedulesQuery);
  const columns = useColumns(onOpenJob);
  return (
    <Card flush title={t('title')} className="overflow-hidden">
      <QueryView query={query}>
        {({ schedules }) =>
          schedules.length === 0 ? (
            <p className="px-4 pb-4 text-sm text-mute">{t('empty')}</p>
          ) : (
            <DataTable
              label={t('title')}
              columns={columns}
              rows={schedules}
              rowKey={({ name }) => name}
            />
          )
        }
      </QueryView>
    </Card>
  );
}

function useColumns(onOpenJob: (id: number) => void): Column<Schedule>[] {
  const t = useTranslations('consoleJobs.schedules');
  const words = useJobWords();
  return [
    {
      key: 'name',
      title: t('name'),
      cell: ({ name, job }) => (
        <>
          <span className="font-medium line-clamp-2">{words.schedule(name)}</span>
          <span className="block truncate text-xs text-mute">{words.job(job)}</span>
        </>
      ),
    },
    {
      key: 'when',
      title: t('when'),
      cell: ({ cron, zone }) => (
        <>
          <code className="font-mono text-sm">{cron}</code>{' '}
          <span className="text-xs text-mute">{zone}</span>
        </>
      ),
    },
    {
      key: 'last',
      title: t('last'),
      width: 'lg:w-44',
      numeric: true,
      cell: ({ last_at: at, last_job: job }) =>
        at === null ? (
          <span className="text-mute">{t('never')}</span>
        ) : job === null ? (
          <When at={at} />
        ) : (
          <Button
            onPress={() => onOpenJob(job)}
            className="relative rounded font-medium text-accent hover:underline"
          >
            <When at={at} />
          </Button>
        ),
    },
    {
      key: 'next',
      title: t('next'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ next_at: at }) =>
        at === null ? <span className="text-mute">{t('notYet')}</span> : <When at={at} />,
    },
  ];
}
