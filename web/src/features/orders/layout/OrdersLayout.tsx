import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { may, useMe } from '~/api/me';
import { cx } from '~/lib/cx';
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

/** On narrow screens one row that scrolls, faded where there is more of it. */
const ONE_ROW = cx(
  'max-lg:flex-nowrap max-lg:overflow-x-auto max-lg:[scrollbar-width:none] max-sm:-mx-4 max-sm:px-4',
  'max-lg:border-b-0 max-lg:shadow-[inset_0_-1px_0_var(--line)] max-lg:[&>a]:mb-0',
  'max-lg:[&>a]:shrink-0 max-lg:[&>a:focus-visible]:-outline-offset-2',
  'max-sm:[mask-image:linear-gradient(to_right,transparent,#000_1rem_calc(100%-1rem),transparent)]',
);

function Navigation() {
  const t = useTranslations('ordersNav');
  const me = useMe();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const open = ORDER_PAGES.filter(({ permission }) => may(me, permission));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or other tabs, which the DOM shows
  useEffect(() => bringIntoRow(nav.current), [pathname, open.length]);
  if (open.length === 0) return null;
  return (
    <nav ref={nav} aria-label={t('nav')} className="print:hidden">
      <SubNav
        className={ONE_ROW}
        items={[
          { to: '/orders', title: t('pages.track'), exact: true },
          ...open.map(({ id, path }) => ({ to: path, title: t(`pages.${id}`) })),
        ]}
      />
    </nav>
  );
}

/** The tab of the page in the middle of its row. The page itself must not scroll for it. */
function bringIntoRow(nav: HTMLElement | null) {
  const tab = nav?.querySelector<HTMLElement>('[aria-current]');
  const row = tab?.parentElement;
  if (!row) return;
  const middle = tab.offsetLeft - row.offsetLeft + tab.offsetWidth / 2;
  row.scrollLeft = middle - row.clientWidth / 2;
}
