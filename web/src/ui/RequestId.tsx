import { useTranslations } from 'use-intl';
import { CopyButton } from './CopyButton';

export function RequestId({ id }: { id: string }) {
  const t = useTranslations('ui');
  return (
    <p className="flex max-w-full flex-wrap items-center justify-center gap-x-2 text-xs text-mute">
      {t('requestId')}
      <span className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 font-mono break-all text-ink">{id}</code>
        <CopyButton text={id} what={t('requestId')} />
      </span>
    </p>
  );
}
