import { Link, useLocation } from '@tanstack/react-router';
import { cx } from '~/lib/cx';

const TAB = cx(
  '-mb-px flex h-9 items-center border-b-2 border-transparent px-2.5 text-sm whitespace-nowrap',
  'rounded-t-md text-mute transition-colors hover:text-ink data-[status=active]:border-accent',
  'data-[status=active]:font-medium data-[status=active]:text-ink max-md:h-11 max-sm:px-2',
  'forced-colors:data-[status=active]:underline',
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
  return (
    <div className={cx('-mt-2 mb-5 flex flex-wrap border-b border-line', className)}>
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
