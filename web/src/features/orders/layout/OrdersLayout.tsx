import { Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import ForbiddenPage from '~/parts/ForbiddenPage';
import { SubNav } from '~/ui/SubNav';
import en from './messages/en';
import fr from './messages/fr';
import { ORDER_PAGES } from './pages';

/** Customers see the look-up alone; whoever serves them, the pages that they may use beside it. */
export function OrdersLayout() {
  return (
    <FeatureMessages namespace="ordersNav" catalogues={{ fr, en }}>
      <Navigation />
      <Allowed />
    </FeatureMessages>
  );
}

/** Whoever may not look at it is told so before anything is asked, and refused, on the server. */
function Allowed() {
  const { pathname } = useLocation();
  const me = useMe();
  const page = ORDER_PAGES.find(({ path }) => pathname.startsWith(path));
  return me && page && !may(me, page.permission) ? <ForbiddenPage /> : <Outlet />;
}

function Navigation() {
  const t = useTranslations('ordersNav');
  const me = useMe();
  const open = ORDER_PAGES.filter(({ permission }) => may(me, permission));
  if (open.length === 0) return null;
  return (
    <nav aria-label={t('nav')} className="print:hidden">
      <SubNav
        items={[
          { to: '/orders', title: t('pages.track'), exact: true },
          ...open.map(({ id, path }) => ({ to: path, title: t(`pages.${id}`) })),
        ]}
      />
    </nav>
  );
}
