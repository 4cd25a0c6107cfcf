import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { Toasts } from '~/ui/Toasts';
import { consolePage } from './manifest';
import en from './messages/en';
import fr from './messages/fr';
import { SUBJECTS } from './subjects';

export function ConsoleLayout() {
  return (
    <FeatureMessages namespace="consolePage" catalogues={{ fr, en }}>
      <SubjectNav />
      <Outlet />
      <Toasts />
    </FeatureMessages>
  );
}

const TAB = cx(
  '-mb-px flex h-9 items-center border-b-2 border-transparent px-2.5 text-sm whitespace-nowrap',
  'rounded-t-md text-mute transition-colors hover:text-ink data-[status=active]:border-accent',
  'data-[status=active]:font-medium data-[status=active]:text-ink',
  'forced-colors:data-[status=active]:underline',
);

/** A row of tabs at a desk; on a phone the way back to the overview, which lists them all. */
function SubjectNav() {
  const t = useTranslations('consolePage');
  const { pathname } = useLocation();
  const inside = pathname !== consolePage.path;
  return (
    <nav aria-label={t('nav')} className="print:hidden">
      <div className="-mt-2 mb-5 hidden flex-wrap border-b border-line md:flex">
        <Link to={consolePage.path} activeOptions={{ exact: true }} className={TAB}>
          {t('overview')}
        </Link>
        {SUBJECTS.map(({ id, path }) => (
          <Link key={id} to={path} activeOptions={{ includeSearch: false }} className={TAB}>
            {t(`subjects.${id}`)}
          </Link>
        ))}
      </div>
      {inside && (
        <Link
          to={consolePage.path}
          className="-mt-2 mb-1 -ml-2 inline-flex h-11 items-center gap-1 rounded-lg px-2 text-sm font-medium text-accent md:hidden"
        >
          <ChevronLeft aria-hidden size={17} />
          {t('title')}
        </Link>
      )}
    </nav>
  );
}
