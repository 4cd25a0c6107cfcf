import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { aboutQuery } from '~/api/about';
import { useMe } from '~/api/me';
import { cx } from '~/lib/cx';
import { usePreferences } from '~/lib/preferences';
import { NotFoundPage } from '../NotFoundPage';
import { availablePages, isInstalled, isOpenTo, pageAt } from '../pages';
import { BottomBar } from './BottomBar';
import { Sidebar } from './Sidebar';
import { TopBar } from './TopBar';
import { useFocusAfterNavigation } from './useFocusAfterNavigation';

const ForbiddenPage = lazy(() => import('~/parts/ForbiddenPage'));

export function Shell() {
  const t = useTranslations('shell');
  const { language } = usePreferences();
  const { data: about } = useQuery(aboutQuery(language));
  const me = useMe();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  useFocusAfterNavigation(main);

  const pages = useMemo(() => availablePages(about, me), [about, me]);
  const page = pageAt(pathname);
  return (
    <>
      <button
        type="button"
        onClick={() => main.current?.focus()}
        className={cx(
          'sr-only z-50 rounded-lg bg-surface p-3',
          'focus:not-sr-only focus:fixed focus:top-2 focus:left-2',
        )}
      >
        {t('skip')}
      </button>
      <div className="min-h-dvh md:grid md:grid-cols-[216px_minmax(0,1fr)] print:block">
        <Sidebar pages={pages} about={about} />
        <div className="flex min-w-0 flex-col">
          <TopBar about={about} />
          <main
            ref={main}
            tabIndex={-1}
            className={cx(
              'mx-auto w-full max-w-[1280px] px-4 pt-5 pb-24 outline-none md:px-6 md:pb-10',
              'print:max-w-none print:p-0',
            )}
          >
            {page && about && !isInstalled(page, about) ? (
              <NotFoundPage />
            ) : page && me && !isOpenTo(page, me) ? (
              <Suspense fallback={null}>
                <ForbiddenPage />
              </Suspense>
            ) : (
              <Outlet />
            )}
          </main>
        </div>
      </div>
      <BottomBar pages={pages} />
    </>
  );
}
