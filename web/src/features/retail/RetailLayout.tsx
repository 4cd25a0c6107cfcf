import { Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import ForbiddenPage from '~/parts/ForbiddenPage';
import { SubNav } from '~/ui/SubNav';
import en from './messages/en';
import fr from './messages/fr';
import { SUBJECTS, subjectAt } from './subjects';

export function RetailLayout() {
  return (
    <FeatureMessages namespace="retail" catalogues={{ fr, en }}>
      <SubjectNav />
      <Subject />
    </FeatureMessages>
  );
}

/** Whoever may not look at it is told so before anything is asked, and refused, on the server. */
function Subject() {
  const { pathname } = useLocation();
  const me = useMe();
  return me && !may(me, subjectAt(pathname).permission) ? <ForbiddenPage /> : <Outlet />;
}

function SubjectNav() {
  const t = useTranslations('retail.nav');
  const me = useMe();
  const open = SUBJECTS.filter(({ permission }) => may(me, permission));
  return (
    <nav aria-label={t('label')} className="print:hidden">
      <SubNav
        items={open.map(({ id, path }) => ({ to: path, title: t(id), exact: path === '/retail' }))}
      />
    </nav>
  );
}
