import { RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { StatusDot } from '~/ui/StatusDot';

interface Props {
  /** What changes is told at once. */
  live?: boolean;
  /** Epoch milliseconds; 0 before the first answer. */
  readAt: number;
  reading: boolean;
  onRefresh: () => void;
}

/** When the page was read, whether it moves by itself, and reading it again. */
export function Freshness({ live, readAt, reading, onRefresh }: Props) {
  const t = useTranslations('consolePage.refresh');
  const { timeWithSeconds } = useFormats();
  return (
    <>
      {readAt > 0 && (
        <p className="num flex items-center gap-2 text-xs text-mute">
          {live && <StatusDot tone="good" className="animate-halo" />}
          {live && `${t('live')} · `}
          {t('at', { time: timeWithSeconds(new Date(readAt)) })}
        </p>
      )}
      <Button icon={RotateCw} aria-label={t('now')} isDisabled={reading} onPress={onRefresh} />
    </>
  );
}
