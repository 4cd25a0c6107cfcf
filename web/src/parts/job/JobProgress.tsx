import { Ban } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useQuantities } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { ProgressBar } from '~/ui/ProgressBar';
import en from './messages/en';
import fr from './messages/fr';
import { isOver, type Standing } from './useFollowedJob';

interface Props {
  /** What is being done: « Import de ventes-2026.csv ». */
  label: string;
  /** None before anything is known: it waits. */
  standing: Standing | undefined;
  onCancel?: (() => void) | undefined;
  /** The end was asked for. */
  cancelling?: boolean;
}

/** How far a job is, and ending it; nothing once it is over. */
export function JobProgress(props: Props) {
  if (props.standing !== undefined && isOver(props.standing.state)) return null;
  return (
    <FeatureMessages namespace="job" catalogues={{ fr, en }}>
      <Bar {...props} />
    </FeatureMessages>
  );
}

function Bar({ label, standing, onCancel, cancelling = false }: Props) {
  const t = useTranslations('job');
  const { percent } = useQuantities();
  const { done = null, total = null, message = null } = standing ?? {};
  const isRunning = standing?.state === 'running';
  const share = done !== null && total ? Math.min(1, done / total) : null;
  const figures = done === null ? null : total ? t('of', { done, total }) : t('done', { done });
  const words = [
    cancelling ? t('stopping') : !isRunning && t('waiting'),
    message,
    isRunning && figures,
  ].filter(Boolean);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-48">
        <div className="flex items-center gap-3">
          <ProgressBar label={label} share={isRunning ? share : null} className="flex-1" />
          <span className="num w-12 shrink-0 text-right text-xs text-mute">
            {isRunning && share !== null && percent(share)}
          </span>
        </div>
        <p className="num mt-1 min-h-4.5 truncate text-xs text-mute">{words.join(' · ')}</p>
      </div>
      {onCancel && (
        <Button icon={Ban} isDisabled={cancelling} onPress={onCancel}>
          {t('cancel')}
        </Button>
      )}
    </div>
  );
}
