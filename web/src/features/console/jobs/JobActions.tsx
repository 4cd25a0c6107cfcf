import { Ban, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { cancelJob, JOBS_KEY, type Job, retryJob } from './api';
import { isOpen } from './states';
import { useJobWords } from './useJobWords';

/** Ends what has not ended, or has what failed or was cancelled tried again. */
export function JobActions({ job }: { job: Job }) {
  const t = useTranslations('consoleJobs');
  const words = useJobWords();
  const [asking, setAsking] = useState(false);
  const cancel = useAction({
    run: () => cancelJob(job.id),
    done: ({ state }) => t(state === 'cancelled' ? 'cancel.done' : 'cancel.asked'),
    refresh: [JOBS_KEY],
    onDone: () => setAsking(false),
  });
  const retry = useAction({
    run: () => retryJob(job.id),
    done: () => t('retry.done'),
    refresh: [JOBS_KEY],
  });
  if (!isOpen(job.state)) {
    return (
      <Button icon={RotateCw} isPending={retry.isPending} onPress={() => retry.mutate(undefined)}>
        {t('retry.action')}
      </Button>
    );
  }
  return (
    <>
      <Button icon={Ban} isDisabled={job.cancelling} onPress={() => setAsking(true)}>
        {t(job.cancelling ? 'progress.stopping' : 'cancel.action')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('cancel.title', { name: words.job(job.name) })}
        action={t('cancel.action')}
        pending={cancel.isPending}
        onConfirm={() => cancel.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        {t('cancel.text')}
      </ConfirmDialog>
    </>
  );
}
