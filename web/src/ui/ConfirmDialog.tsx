import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './Button';
import { Dialog } from './Dialog';

interface Props {
  /** The question, with the name of what it is about. */
  title: string;
  /** What will happen, and whether it can be undone. */
  children: ReactNode;
  /** The verb on the button. */
  action: string;
  danger?: boolean;
  pending: boolean;
  isOpen: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before what cannot be undone. The way out has the focus. */
export function ConfirmDialog(props: Props) {
  const t = useTranslations('ui');
  return (
    <Dialog title={props.title} role="alertdialog" isOpen={props.isOpen} onClose={props.onClose}>
      <div className="overflow-y-auto px-4 py-4 text-pretty">{props.children}</div>
      <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-4 py-3">
        <Button autoFocus onPress={props.onClose}>
          {t('cancel')}
        </Button>
        <Button
          kind={props.danger ? 'danger' : 'primary'}
          isPending={props.pending}
          onPress={props.onConfirm}
        >
          {props.action}
        </Button>
      </div>
    </Dialog>
  );
}
