import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { CACHE_KEY, switchCache } from './api';
import { useTold } from './useTold';

/** Before the kill switch. */
export function SwitchOffDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('consoleCache.off');
  const told = useTold();
  const off = useAction({
    run: () => switchCache(false),
    refresh: [CACHE_KEY],
    onDone: (answer) => {
      onClose();
      told(answer, t('done'));
    },
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      title={t('title')}
      action={t('action')}
      pending={off.isPending}
      onConfirm={() => off.mutate(undefined)}
      onClose={onClose}
    >
      {t('text')}
    </ConfirmDialog>
  );
}
