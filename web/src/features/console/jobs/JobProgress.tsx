import { useTranslations } from 'use-intl';
import { useQuantities } from '~/lib/useFormats';
import { ProgressBar } from '~/ui/ProgressBar';
import type { Job } from './api';
import { useJobWords } from './useJobWords';

/** How far a job is, with a bar while it runs; what it says of itself stands below. */
export function JobProgress({ job }: { job: Job }) {
  const t = useTranslations('consoleJobs.progress');
  const { percent } = useQuantities();
  const called = useJobWords();
  const { name, state, done, total, message, cancelling } = job;
  const share = done !== null && total ? Math.min(1, done / total) : null;
  const figures = done === null ? null : total ? t('of', { done, total }) : t('done', { done });
  const words = [cancelling && t('stopping'), message, figures].filter(Boolean);
  if (state !== 'running' && words.length === 0) return null;
  return (
    <div className="min-w-0">
      {state === 'running' && (
        <div className="flex items-center gap-2.5">
          <ProgressBar
            label={t('label', { name: called.job(name) })}
            share={share}
            className="min-w-16 flex-1"
          />
          {share !== null && (
            <span className="num w-12 shrink-0 text-right text-xs text-mute">{percent(share)}</span>
          )}
        </div>
      )}
      {words.length > 0 && <p className="num truncate text-xs text-mute">{words.join(' · ')}</p>}
    </div>
  );
}
