import { RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import { Button } from '~/ui/Button';

interface Props {
  /** Epoch milliseconds; 0 before the first answer. */
  readAt: number;
  reading: boolean;
  onRefresh: () => void;
}

/** When the page was read, and reading it again. */
export function Freshness({ readAt, reading, onRefresh }: Props) {
  const t = useTranslations('consolePage.refresh');
  const { timeWithSeconds } = useFormats();
  return (
    <>
      {readAt > 0 && (
        <p className="num text-xs text-mute">
          {t('at', { time: timeWithSeconds(new Date(readAt)) })}
        </p>
      )}
      <Button icon={RotateCw} aria-label={t('now')} isPending={reading} onPress={onRefresh} />
    </>
  );
}
