import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import ForbiddenPage from '~/parts/ForbiddenPage';
import { SubNav } from '~/ui/SubNav';
import en from './messages/en';
import fr from './messages/fr';
import { STAFF_PAGES } from './pages';
import { usePageViews } from './usePageViews';

export function StaffLayout() {
  return (
    <FeatureMessages namespace="staff" catalogues={{ fr, en }}>
      <Navigation />
      <Allowed />
    </FeatureMessages>
  );
}

/**
 * Whoever may not look at it is told so before anything is asked, and refused, on the server. Who sees
 * no colleagues begins at their own file.
 */
function Allowed() {
  const { pathname } = useLocation();
  const me = useMe();
  usePageViews(may(me, 'staff.own.read'));
  const page = STAFF_PAGES.findLast(({ path }) => pathname.startsWith(path));
  if (!me || page === undefined || may(me, page.permission)) return <Outlet />;
  const isStart = pathname === '/staff' && may(me, 'staff.own.read');
  return isStart ? <Navigate to="/staff/me" replace /> : <ForbiddenPage />;
}

function Navigation() {
  const t = useTranslations('staff');
  const me = useMe();
  const items = STAFF_PAGES.filter(({ permission }) => may(me, permission)).map((page) => ({
    to: page.path,
    title: t(`pages.${page.id}`),
    exact: 'exact' in page,
  }));
  return (
    <nav aria-label={t('nav')} className="print:hidden">
      <SubNav items={items} />
    </nav>
  );
}
