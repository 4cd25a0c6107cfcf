import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { cx } from '~/lib/cx';

const TAB = cx(
  '-mb-px flex h-9 items-center border-b-2 border-transparent px-2.5 text-sm whitespace-nowrap',
  'rounded-t-md text-mute transition-colors hover:text-ink data-[status=active]:border-accent',
  'data-[status=active]:font-medium data-[status=active]:text-ink max-md:h-11 max-sm:px-2',
  'forced-colors:data-[status=active]:underline',
);

/** On narrow screens it scrolls, faded where there is more of it. */
const ONE_ROW = cx(
  'max-lg:flex-nowrap max-lg:overflow-x-auto max-lg:[scrollbar-width:none]',
  'max-lg:-mx-4 max-lg:px-4 md:max-lg:-mx-6 md:max-lg:px-6',
  'max-lg:border-b-0 max-lg:shadow-[inset_0_-1px_0_var(--line)] max-lg:[&>a]:mb-0',
  'max-lg:[&>a]:shrink-0 max-lg:[&>a:focus-visible]:-outline-offset-2',
  'max-lg:[mask-image:linear-gradient(to_right,transparent,#000_1rem_calc(100%-1rem),transparent)]',
);

interface Item {
  to: string;
  title: string;
  exact?: boolean;
  /** Where pages of it are that do not stand below its own address. */
  below?: string | undefined;
}

interface Props {
  items: readonly Item[];
  className?: string;
}

const HERE = { 'data-status': 'active', 'aria-current': 'true' } as const;

/** The pages of one part of the app as a row of tabs; the `nav` around it has the name. */
export function SubNav({ items, className }: Props) {
  const { pathname } = useLocation();
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or other tabs, which the DOM shows
  useEffect(() => bringIntoRow(row.current), [pathname, items.length]);
  return (
    <div
      ref={row}
      className={cx('-mt-2 mb-5 flex flex-wrap border-b border-line', ONE_ROW, className)}
    >
      {items.map(({ to, title, exact = false, below }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact, includeSearch: false }}
          className={TAB}
          {...(below !== undefined && pathname.startsWith(below) ? HERE : {})}
        >
          {title}
        </Link>
      ))}
    </div>
  );
}

/** The tab of the page in the middle of its row. The page itself must not scroll for it. */
function bringIntoRow(row: HTMLElement | null) {
  const tab = row?.querySelector<HTMLElement>('[aria-current]');
  if (!row || !tab) return;
  const middle = tab.offsetLeft - row.offsetLeft + tab.offsetWidth / 2;
  row.scrollLeft = middle - row.clientWidth / 2;
}
