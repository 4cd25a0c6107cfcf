import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useCommandCentre } from '../commands/CommandCentre';
import type { AppPage } from '../pages';

const ITEM = cx(
  'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-[0.6875rem]',
  'font-medium text-mute data-[status=active]:text-accent',
  'forced-colors:data-[status=active]:underline',
);

/** The navigation of phones, within reach of a thumb. */
export function BottomBar({ pages }: { pages: AppPage[] }) {
  const t = useTranslations();
  const { open } = useCommandCentre();
  return (
    <div
      className={cx(
        'fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface/95 backdrop-blur',
        'pb-[env(safe-area-inset-bottom)] md:hidden print:hidden',
      )}
    >
      <nav aria-label={t('nav.label')} className="flex min-w-0 flex-[4]">
        {pages.map((page) => (
          <Link
            key={page.id}
            to={page.path}
            activeOptions={{ exact: page.path === '/', includeSearch: false }}
            className={ITEM}
          >
            <page.icon aria-hidden size={20} strokeWidth={1.8} />
            {t(`nav.${page.id}`)}
          </Link>
        ))}
      </nav>
      <Button onPress={() => open('palette')} className={ITEM}>
        <Search aria-hidden size={20} strokeWidth={1.8} />
        {t('shell.searchShort')}
      </Button>
    </div>
  );
}
