import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { type KeptClass, type PurgedClass, purge, RETENTION_KEY } from './api';

interface Props {
  /** Null: every class. */
  of: KeptClass | null;
  rows: number;
  onClose: () => void;
}

function removed(classes: readonly PurgedClass[]): number {
  return classes.flatMap(({ tables }) => tables).reduce((sum, { rows }) => sum + rows, 0);
}

/** Before rows go for good. */
export function PurgeDialog({ of, rows, onClose }: Props) {
  const t = useTranslations('consoleRetention.purge');
  const action = useAction({
    run: () => purge(of?.name ?? null),
    refresh: [RETENTION_KEY],
    onDone: (classes) => {
      onClose();
      const failed = classes.find((each) => each.failed);
      if (failed) toast(t('failed', { name: failed.title }), { failed: true });
      const sentence = t('done', { rows: removed(classes) });
      const left = classes.some((each) => !each.complete && !each.failed);
      toast(sentence, left ? { detail: t('incomplete') } : {});
    },
  });
  return (
    <ConfirmDialog
      isOpen
      danger
      title={of ? t('title', { name: of.title }) : t('titleAll')}
      action={t('action')}
      pending={action.isPending}
      onConfirm={() => action.mutate(undefined)}
      onClose={onClose}
    >
      {t('text', { rows })}
    </ConfirmDialog>
  );
}
