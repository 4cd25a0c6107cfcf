import { Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import ForbiddenPage from '~/parts/ForbiddenPage';
import { SubNav } from '~/ui/SubNav';
import en from './messages/en';
import fr from './messages/fr';
import { GATEWAY_PAGES } from './pages';

export function GatewayLayout() {
  return (
    <FeatureMessages namespace="gateway" catalogues={{ fr, en }}>
      <Navigation />
      <Allowed />
    </FeatureMessages>
  );
}

/** Whoever may not look at it is told so before anything is asked, and refused, on the server. */
function Allowed() {
  const { pathname } = useLocation();
  const me = useMe();
  const page = GATEWAY_PAGES.findLast(({ path }) => pathname.startsWith(path));
  return me && page && !may(me, page.permission) ? <ForbiddenPage /> : <Outlet />;
}

function Navigation() {
  const t = useTranslations('gateway');
  const me = useMe();
  const items = GATEWAY_PAGES.filter(({ permission }) => may(me, permission)).map((page) => ({
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
