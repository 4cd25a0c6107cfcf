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
  /** Beside the title: a badge. */
  aside?: ReactNode;
  /** Under the title. */
  subtitle?: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** What can be done, always in sight. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One record beside the list that it comes from; on phones it takes the whole window. */
export function Sheet({ title, aside, subtitle, isOpen, onClose, actions, children }: Props) {
  const t = useTranslations('ui');
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="fixed inset-0 z-50 flex justify-end overscroll-contain bg-black/25 dark:bg-black/50"
    >
      <Modal
        className={cx(
          'h-dvh w-full max-w-[680px] animate-rise border-l border-line bg-surface shadow-pop',
          'outline-none',
        )}
      >
        <AriaDialog className="flex h-full flex-col outline-none">
          <header className="flex items-start gap-3 border-b border-line py-3 pr-3 pl-5">
            <div className="min-w-0 flex-1">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Heading slot="title" className="text-lg font-semibold tracking-tight break-words">
                  {title}
                </Heading>
                {aside}
              </div>
              {subtitle && <div className="text-sm break-words text-mute">{subtitle}</div>}
            </div>
            <Button kind="quiet" icon={X} aria-label={t('close')} onPress={onClose} />
          </header>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
            tabIndex={0}
            aria-label={title}
            className="min-h-0 flex-1 overflow-y-auto px-5 py-4 focus-visible:-outline-offset-2"
          >
            {children}
          </section>
          {actions && (
            <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-raised px-5 py-3">
              {actions}
            </footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
