import { Link } from '@tanstack/react-router';
import { type LucideIcon, Search, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { Button } from '~/ui/Button';
import type { AppPage } from '../pages';

interface Props {
  pages: readonly AppPage[];
  onSearch: () => void;
  onClose: () => void;
}

const ROW = cx(
  'flex min-h-12 w-full items-center gap-3.5 rounded-lg px-3 text-left font-medium',
  'data-[status=active]:bg-accent-soft data-[status=active]:text-accent data-pressed:bg-raised',
  'forced-colors:data-[status=active]:underline',
);

/** The pages that the bottom bar has no room for, where the thumb is. */
export default function MorePages({ pages, onSearch, onClose }: Props) {
  const t = useTranslations();
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-50 flex items-end overscroll-contain bg-black/35 md:hidden dark:bg-black/60"
    >
      <Modal className="w-full animate-rise rounded-t-2xl border-t border-line bg-surface shadow-pop outline-none">
        <Dialog className="max-h-[80dvh] overflow-y-auto p-2 pb-[calc(0.5rem+env(safe-area-inset-bottom))] outline-none">
          <div className="flex items-center justify-between pl-3">
            <Heading slot="title" className="text-sm font-medium text-mute">
              {t('nav.rest')}
            </Heading>
            <Button kind="quiet" icon={X} aria-label={t('ui.close')} onPress={onClose} />
          </div>
          <nav aria-label={t('nav.rest')}>
            {pages.map((page) => (
              <Link
                key={page.id}
                to={page.path}
                activeOptions={{ includeSearch: false }}
                onClick={onClose}
                className={ROW}
              >
                <Named icon={page.icon}>{t(`nav.${page.id}`)}</Named>
              </Link>
            ))}
          </nav>
          <div className="mt-1 border-t border-line pt-1">
            <AriaButton onPress={onSearch} className={ROW}>
              <Named icon={Search}>{t('shell.searchShort')}</Named>
            </AriaButton>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Named({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <>
      <Icon aria-hidden size={20} strokeWidth={1.8} className="text-mute" />
      {children}
    </>
  );
}
