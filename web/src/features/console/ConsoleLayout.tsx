import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import ForbiddenPage from '~/parts/ForbiddenPage';
import { SubNav } from '~/ui/SubNav';
import { consolePage } from './manifest';
import en from './messages/en';
import fr from './messages/fr';
import { SUBJECTS, useSubjects } from './subjects';

export function ConsoleLayout() {
  return (
    <FeatureMessages namespace="consolePage" catalogues={{ fr, en }}>
      <SubjectNav />
      <Subject />
    </FeatureMessages>
  );
}

/** Whoever may not look at it is told so before anything is asked, and refused, on the server. */
function Subject() {
  const { pathname } = useLocation();
  const me = useMe();
  const subject = SUBJECTS.find(({ path }) => pathname.startsWith(path));
  return me && subject && !may(me, subject.permission) ? <ForbiddenPage /> : <Outlet />;
}

/** The subjects of the same group as tabs at a desk; on a phone the way back to the overview, which lists them all. */
function SubjectNav() {
  const t = useTranslations('consolePage');
  const { pathname } = useLocation();
  const subjects = useSubjects();
  const inside = pathname !== consolePage.path;
  const group = subjects.find(({ path }) => pathname.startsWith(path))?.group;
  return (
    <nav aria-label={t('nav')} className="print:hidden">
      {inside && (
        <SubNav
          className="max-md:hidden"
          items={[
            { to: consolePage.path, title: t('overview'), exact: true },
            ...subjects
              .filter((each) => each.group === group)
              .map(({ id, path }) => ({ to: path, title: t(`subjects.${id}`) })),
          ]}
        />
      )}
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
