import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { Button } from './Button';

interface Props {
  title: string;
  /** A palette shows no title, but has one. */
  bare?: boolean;
  /** A question that interrupts is an alert. */
  role?: 'dialog' | 'alertdialog';
  /** Neither a press beside it nor Escape closes it: what it shows is shown once. */
  stays?: boolean;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A modal card near the top of the window; on phones it takes the whole width. */
export function Dialog({ title, bare, role = 'dialog', stays, isOpen, onClose, children }: Props) {
  const t = useTranslations('ui');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!stays}
      isKeyboardDismissDisabled={stays ?? false}
      className={cx(
        'fixed inset-0 z-50 overscroll-contain flex items-start justify-center bg-black/35 px-3',
        'pt-[max(12px,12vh)] backdrop-blur-[2px] dark:bg-black/60',
      )}
    >
      <Modal
        className={cx(
          'card w-full max-w-[560px] animate-rise overflow-hidden shadow-pop outline-none',
          'max-h-[76dvh]',
        )}
      >
        <AriaDialog
          role={role}
          className="flex max-h-[76dvh] flex-col outline-none"
          {...(bare && { 'aria-label': title })}
        >
          {!bare && (
            <div className="flex items-center justify-between min-h-12 border-b border-line py-2 pr-2 pl-4">
              <Heading slot="title" className="font-semibold tracking-tight">
                {title}
              </Heading>
              {!stays && <Button kind="quiet" icon={X} aria-label={t('close')} onPress={onClose} />}
            </div>
          )}
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
