import { Link } from '@tanstack/react-router';
import { cx } from '~/lib/cx';

const TAB = cx(
  '-mb-px flex h-9 items-center border-b-2 border-transparent px-2.5 text-sm whitespace-nowrap',
  'rounded-t-md text-mute transition-colors hover:text-ink data-[status=active]:border-accent',
  'data-[status=active]:font-medium data-[status=active]:text-ink max-md:h-11 max-sm:px-2',
  'forced-colors:data-[status=active]:underline',
);

interface Props {
  items: readonly { to: string; title: string; exact?: boolean }[];
  className?: string;
}

/** The pages of one part of the app as a row of tabs; the `nav` around it has the name. */
export function SubNav({ items, className }: Props) {
  return (
    <div className={cx('-mt-2 mb-5 flex flex-wrap border-b border-line', className)}>
      {items.map(({ to, title, exact = false }) => (
        <Link key={to} to={to} activeOptions={{ exact, includeSearch: false }} className={TAB}>
          {title}
        </Link>
      ))}
    </div>
  );
}
