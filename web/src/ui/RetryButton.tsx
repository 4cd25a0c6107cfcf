import { RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './Button';

/** Waits as long as the server asked for, and says so, before it can be pressed. */
export function RetryButton({ onRetry, afterS }: { onRetry: () => void; afterS: number }) {
  const t = useTranslations('ui');
  const [left, setLeft] = useState(afterS);
  useEffect(() => {
    setLeft(afterS);
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, [afterS]);
  return (
    <Button icon={RotateCw} onPress={onRetry} isDisabled={left > 0} className="num">
      {left > 0 ? t('retryIn', { seconds: left }) : t('retry')}
    </Button>
  );
}
