import { Outlet, useLocation } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { FeatureMessages } from '~/lib/FeatureMessages';
import ForbiddenPage from '~/parts/ForbiddenPage';
import { SubNav } from '~/ui/SubNav';
import en from './messages/en';
import fr from './messages/fr';
import { WORKFORCE_PAGES } from './pages';

export function WorkforceLayout() {
  return (
    <FeatureMessages namespace="workforce" catalogues={{ fr, en }}>
      <Navigation />
      <Allowed />
    </FeatureMessages>
  );
}

/** Whoever may not look at it is told so before anything is asked, and refused, on the server. */
function Allowed() {
  const { pathname } = useLocation();
  const me = useMe();
  const page = WORKFORCE_PAGES.findLast(({ path }) => pathname.startsWith(path));
  return me && page && !may(me, page.permission) ? <ForbiddenPage /> : <Outlet />;
}

function Navigation() {
  const t = useTranslations('workforce');
  const me = useMe();
  const items = WORKFORCE_PAGES.filter(({ permission }) => may(me, permission)).map((page) => ({
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
