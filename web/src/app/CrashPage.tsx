import { RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import { EmptyState } from '~/ui/EmptyState';

/** A fault of the page itself, a chunk that a new version has replaced included. */
export function CrashPage() {
  const t = useTranslations('crash');
  return (
    <div className="card mx-auto mt-6 max-w-[640px]">
      <EmptyState icon={TriangleAlert} tone="bad" level="h1" title={t('title')} text={t('text')}>
        <Button kind="primary" icon={RotateCw} onPress={() => location.reload()}>
          {t('reload')}
        </Button>
      </EmptyState>
    </div>
  );
}

/** When the shell itself is gone, so are its landmarks. */
export function CrashedShell() {
  return (
    <main className="p-4">
      <CrashPage />
    </main>
  );
}
