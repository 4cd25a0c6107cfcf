import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import ForbiddenPage from '~/parts/ForbiddenPage';
import { SubNav } from '~/ui/SubNav';
import en from './messages/en';
import fr from './messages/fr';
import { STAFF_PAGES } from './pages';
import { usePageViews, useShownPage } from './usePageViews';

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
  const shown = useShownPage();
  const me = useMe();
  const seesOwn = may(me, 'staff.own.read');
  usePageViews(shown, seesOwn);
  const isOpen = (path: string | undefined) => {
    const page = STAFF_PAGES.findLast((each) => path?.startsWith(each.path));
    return !me || page === undefined || may(me, page.permission);
  };
  if (!isOpen(pathname)) {
    return pathname === '/staff' && seesOwn ? (
      <Navigate to="/staff/me" replace />
    ) : (
      <ForbiddenPage />
    );
  }
  // The address is ahead of the page while the next one loads.
  return isOpen(shown) ? <Outlet /> : null;
}

function Navigation() {
  const t = useTranslations('staff');
  const me = useMe();
  const items = STAFF_PAGES.filter(({ permission }) => may(me, permission)).map((page) => ({
    to: page.path,
    title: t(`pages.${page.id}`),
    exact: 'exact' in page,
    below: 'below' in page ? page.below : undefined,
  }));
  return (
    <nav aria-label={t('nav')} className="print:hidden">
      <SubNav items={items} />
    </nav>
  );
}
