import { useNavigate } from '@tanstack/react-router';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { ConfirmDialog } from '~/ui/ConfirmDialog';
import { useAction } from '~/ui/useAction';
import { eraseFile, type File, STAFF_KEY } from './api';

/** The end of the file of somebody who has left; it says what is kept all the same. */
export function EraseFile({ file }: { file: File }) {
  const t = useTranslations('personnel.file.erase');
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const name = `${file.given_name} ${file.family_name}`;
  const erase = useAction({
    run: () => eraseFile(file.id, file.version),
    done: () => t('done', { name }),
    refresh: [STAFF_KEY],
    onDone: () => void navigate({ to: '/staff', replace: true }),
  });
  return (
    <>
      <Button icon={Eraser} onPress={() => setAsking(true)}>
        {t('open')}
      </Button>
      <ConfirmDialog
        isOpen={asking}
        danger
        title={t('sure', { name })}
        action={t('open')}
        pending={erase.isPending}
        onConfirm={() => erase.mutate(undefined)}
        onClose={() => setAsking(false)}
      >
        <p>{t('goes')}</p>
        <p className="mt-3">{t('stays')}</p>
        <ul className="mt-1 list-disc pl-5 text-sm">
          <li>{t('register')}</li>
          <li>{t('payslips')}</li>
        </ul>
      </ConfirmDialog>
    </>
  );
}
