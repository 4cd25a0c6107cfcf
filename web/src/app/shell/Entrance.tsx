import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { aboutQuery, ownName } from '~/api/about';
import { cx } from '~/lib/cx';
import { usePreferences } from '~/lib/preferences';
import { LanguageButton, ThemeControl } from './Appearance';
import { Mark } from './Mark';
import { useFocusAfterNavigation } from './useFocusAfterNavigation';

/** Around the pages that lead in: whose installation it is, one card, language and theme. */
export default function Entrance() {
  const t = useTranslations('shell');
  const { language } = usePreferences();
  const { data: about } = useQuery(aboutQuery(language));
  const main = useRef<HTMLElement>(null);
  useFocusAfterNavigation(main);
  const organisation = ownName(about);
  return (
    <div className="relative isolate flex min-h-dvh flex-col overflow-x-clip">
      <Horizon />
      <header className="flex h-15 items-center gap-2 px-4 md:px-6 print:hidden">
        <Link
          to="/"
          className="flex h-11 items-center gap-2.5 rounded-lg pr-2 font-semibold tracking-tight"
        >
          <Mark />
          <span className="max-[340px]:sr-only">Régie</span>
        </Link>
        {organisation && (
          <p className="min-w-0 truncate border-l border-line pl-3 text-sm text-mute max-sm:hidden">
            {organisation}
          </p>
        )}
        <span className="ml-auto" />
        <LanguageButton />
        <ThemeControl />
      </header>
      <main
        ref={main}
        tabIndex={-1}
        className="mx-auto flex w-full max-w-[432px] flex-1 flex-col px-4 pt-[max(16px,9vh)] pb-8 outline-none"
      >
        <Outlet />
      </main>
      <footer className="px-4 pb-5 text-center text-xs text-mute print:hidden">
        {about ? (
          <p className="num">
            {[organisation, t(`environment.${about.environment}`), about.version]
              .filter(Boolean)
              .join(' · ')}
          </p>
        ) : (
          <p>{'\u00a0'}</p>
        )}
      </footer>
    </div>
  );
}

/** The rails of a control room's board, fading out behind the card. */
function Horizon() {
  return (
    <div
      aria-hidden
      className={cx(
        'pointer-events-none absolute inset-x-0 top-0 -z-10 h-[420px] print:hidden',
        'bg-[linear-gradient(var(--accent-soft),transparent)] forced-colors:hidden',
      )}
    />
  );
}
