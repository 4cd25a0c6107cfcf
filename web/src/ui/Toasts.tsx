import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { closeToast, type Toast, toastStore } from '~/lib/toast';
import { Button } from './Button';

const SHOWN_MS = 8000;

/** The corner where results of actions appear; `announce` has said them already. */
export function Toasts() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  const t = useTranslations('ui');
  if (toasts.length === 0) return null;
  return (
    <section
      aria-label={t('notices')}
      // React Aria leaves it alive while a dialog is open.
      data-react-aria-top-layer
      className={cx(
        'fixed right-4 bottom-4 z-60 flex w-[min(420px,calc(100vw-32px))] flex-col gap-2',
        'max-md:right-4 max-md:bottom-20 print:hidden',
      )}
    >
      {toasts.map((each) => (
        <ToastCard key={each.id} toast={each} />
      ))}
    </section>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useTranslations('ui');
  const { id, failed, sentence, detail } = toast;
  useEffect(() => {
    if (failed) return;
    const timer = setTimeout(() => closeToast(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, failed]);
  const Icon = failed ? TriangleAlert : CircleCheck;
  return (
    <div className="card flex animate-rise items-start gap-3 py-2 pr-2 pl-3.5 shadow-pop">
      <Icon
        aria-hidden
        size={17}
        className={cx('mt-1.5 shrink-0', failed ? 'text-bad' : 'text-good')}
      />
      <div className="min-w-0 flex-1 py-1">
        <p className="text-sm font-medium text-pretty">{sentence}</p>
        {detail && <p className="text-sm text-pretty break-words text-mute">{detail}</p>}
      </div>
      <Button kind="quiet" icon={X} aria-label={t('close')} onPress={() => closeToast(id)} />
    </div>
  );
}
