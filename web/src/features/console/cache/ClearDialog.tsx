import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { CACHE_KEY, clearCache } from './api';
import { useTold } from './useTold';

/** Before everything, or one prefix, is forgotten. */
export function ClearDialog({ prefix, onClose }: { prefix: string | null; onClose: () => void }) {
  const t = useTranslations('consoleCache');
  const told = useTold();
  const clear = useAction({
    run: () => clearCache(prefix),
    refresh: [CACHE_KEY],
    onDone: (answer) => {
      onClose();
      told(answer, prefix === null ? t('clearAll.done') : t('clear.done', { prefix }));
    },
  });
  return (
    <ConfirmDialog
      isOpen
      title={prefix === null ? t('clearAll.title') : t('clear.title', { prefix })}
      action={t(prefix === null ? 'clearAll.action' : 'clear.action')}
      danger={prefix === null}
      pending={clear.isPending}
      onConfirm={() => clear.mutate(undefined)}
      onClose={onClose}
    >
      {t(prefix === null ? 'clearAll.text' : 'clear.text')}
    </ConfirmDialog>
  );
}
