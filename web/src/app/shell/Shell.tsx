import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { aboutQuery } from '~/api/about';
import { ANNOUNCER_ID } from '~/lib/announce';
import { cx } from '~/lib/cx';
import { CommandCentre } from '../commands/CommandCentre';
import { NotFoundPage } from '../NotFoundPage';
import { availablePages, pageAt } from '../pages';
import { usePreferences } from '../preferences';
import { BottomBar } from './BottomBar';
import { Sidebar } from './Sidebar';
import { TopBar } from './TopBar';
import { useFocusAfterNavigation } from './useFocusAfterNavigation';

export function Shell() {
  const t = useTranslations('shell');
  const { language } = usePreferences();
  const { data: about } = useQuery(aboutQuery(language));
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  useFocusAfterNavigation(main);

  const pages = availablePages(about);
  const page = pageAt(pathname);
  const missing = about !== undefined && page !== undefined && !pages.includes(page);
  return (
    <CommandCentre pages={pages}>
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
          <TopBar />
          <main
            ref={main}
            tabIndex={-1}
            className={cx(
              'mx-auto w-full max-w-[1280px] px-4 pt-5 pb-24 outline-none md:px-6 md:pb-10',
              'print:max-w-none print:p-0',
            )}
          >
            {missing ? <NotFoundPage /> : <Outlet />}
          </main>
        </div>
      </div>
      <BottomBar pages={pages} />
      {/* Open dialogs hide everything else from screen readers; React Aria spares announcers. */}
      <div id={ANNOUNCER_ID} role="status" data-live-announcer="true" className="sr-only" />
    </CommandCentre>
  );
}
