import { RotateCw } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useCountdown } from '~/lib/useCountdown';
import { Button } from './Button';

/** Waits as long as the server asked for, and says so, before it can be pressed. */
export function RetryButton({ onRetry, afterS }: { onRetry: () => void; afterS: number }) {
  const t = useTranslations('ui');
  const left = useCountdown(afterS);
  return (
    <Button icon={RotateCw} onPress={onRetry} isDisabled={left > 0} className="num">
      {left > 0 ? t('retryIn', { seconds: left }) : t('retry')}
    </Button>
  );
}
