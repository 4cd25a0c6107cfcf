import { CatchBoundary, Link, useLocation } from '@tanstack/react-router';
import { Menu, Search } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { useCommandCentre } from '../commands/CommandCentre';
import { type AppPage, pageAt } from '../pages';

const MorePages = lazy(() => import('./MorePages'));

/** What a thumb can tell apart on the narrowest phone; one of them leads to the rest. */
const ROOM = 5;

const ITEM = cx(
  'flex min-h-14 min-w-0 flex-1 flex-col items-center justify-center gap-1 text-[0.6875rem]',
  'font-medium text-mute data-[status=active]:text-accent',
  'forced-colors:data-[status=active]:underline',
);

/** The navigation of phones, within reach of a thumb. */
export function BottomBar({ pages }: { pages: AppPage[] }) {
  const t = useTranslations();
  const { open } = useCommandCentre();
  const { pathname } = useLocation();
  const [more, setMore] = useState(false);
  const [shown, rest] =
    pages.length < ROOM ? [pages, []] : [pages.slice(0, ROOM - 1), pages.slice(ROOM - 1)];
  const elsewhere = rest.some((page) => page === pageAt(pathname));
  const search = () => {
    setMore(false);
    open('palette');
  };
  return (
    <div
      className={cx(
        'fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface/95 backdrop-blur',
        'pb-[env(safe-area-inset-bottom)] md:hidden print:hidden',
      )}
    >
      <nav aria-label={t('nav.label')} className="flex min-w-0 flex-[4]">
        {shown.map((page) => (
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
      {rest.length > 0 ? (
        <Button
          onPress={() => setMore(true)}
          aria-haspopup="dialog"
          {...(elsewhere && { 'data-status': 'active' })}
          className={ITEM}
        >
          <Menu aria-hidden size={20} strokeWidth={1.8} />
          {t('nav.more')}
        </Button>
      ) : (
        <Button onPress={search} className={ITEM}>
          <Search aria-hidden size={20} strokeWidth={1.8} />
          {t('shell.searchShort')}
        </Button>
      )}
      {/* As in CommandCentre: what cannot be loaded must not take the page with it. */}
      <CatchBoundary getResetKey={() => String(more)} errorComponent={() => null}>
        <Suspense fallback={null}>
          {more && <MorePages pages={rest} onSearch={search} onClose={() => setMore(false)} />}
        </Suspense>
      </CatchBoundary>
    </div>
  );
}
