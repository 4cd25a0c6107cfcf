import { Pause, Play, RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Button } from '~/ui/Button';

interface Props {
  /** Epoch milliseconds; 0 before the first answer. */
  readAt: number;
  everyS: number;
  paused: boolean;
  onPause: (paused: boolean) => void;
  onRefresh: () => void;
}

export function RefreshControls({ readAt, everyS, paused, onPause, onRefresh }: Props) {
  const t = useTranslations('healthPage.refresh');
  const { timeWithSeconds } = useFormats();
  return (
    <>
      <p className="num text-xs text-mute max-sm:basis-full">
        {readAt > 0 && t('last', { time: timeWithSeconds(new Date(readAt)) })}
        {readAt > 0 && ' · '}
        {paused ? t('paused') : t('every', { seconds: everyS })}
      </p>
      <Button icon={paused ? Play : Pause} onPress={() => onPause(!paused)}>
        {t(paused ? 'resume' : 'pause')}
      </Button>
      <Button icon={RotateCw} aria-label={t('now')} onPress={onRefresh} />
    </>
  );
}
