import { KeyRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { CodeBlock } from '~/ui/CodeBlock';
import { Dialog } from '~/ui/Dialog';
import { Notice } from '~/ui/Notice';

/** The one time that a secret is shown. It closes only by its button, not by a slip beside it. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const t = useTranslations('consoleWebhooks.secret');
  return (
    <Dialog title={t('title')} role="alertdialog" stays isOpen onClose={onClose}>
      <div className="flex flex-col gap-3 px-4 py-4">
        {secret === null ? (
          <p>{t('none')}</p>
        ) : (
          <>
            <Notice icon={KeyRound} tone="warn">
              {t('text')}
            </Notice>
            <CodeBlock label={t('name')} text={secret} />
          </>
        )}
      </div>
      <div className="flex justify-end border-t border-line bg-raised px-4 py-3">
        <Button kind="primary" onPress={onClose}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  );
}
