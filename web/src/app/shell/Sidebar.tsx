import { Link } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { type About, ownName } from '~/api/about';
import { cx } from '~/lib/cx';
import { Skeleton } from '~/ui/Skeleton';
import type { AppPage } from '../pages';
import { HealthLink } from './HealthLink';
import { Mark } from './Mark';

export function Sidebar({ pages, about }: { pages: AppPage[]; about: About | undefined }) {
  const t = useTranslations();
  return (
    <aside
      className={cx(
        'sticky top-0 hidden h-dvh flex-col gap-1 border-r border-line bg-surface px-3 py-3',
        'md:flex print:hidden',
      )}
    >
      <div className="mb-3 flex h-8 items-center gap-2.5 px-2">
        <Mark />
        <span className="text-[0.9375rem] font-semibold tracking-tight">Régie</span>
      </div>
      <nav aria-label={t('nav.label')} className="flex flex-col gap-0.5">
        {pages.map((page) => (
          <Link
            key={page.id}
            to={page.path}
            activeOptions={{ exact: page.path === '/', includeSearch: false }}
            className={cx(
              'flex h-9 items-center gap-2.5 rounded-lg px-2.5 text-mute transition-colors',
              'hover:bg-raised hover:text-ink data-[status=active]:bg-accent-soft',
              'data-[status=active]:font-medium data-[status=active]:text-accent',
              'forced-colors:data-[status=active]:underline',
            )}
          >
            <page.icon aria-hidden size={17} strokeWidth={1.8} />
            {t(`nav.${page.id}`)}
          </Link>
        ))}
      </nav>
      <div className="mt-auto flex flex-col gap-2">
        <HealthLink />
        <div className="px-2.5 text-xs text-mute">
          {about ? (
            <>
              <p className="truncate font-medium text-ink">{ownName(about)}</p>
              <p className="truncate">
                {t(`shell.environment.${about.environment}`)} · {about.version}
              </p>
            </>
          ) : (
            <Skeleton className="my-1 h-7 w-32" />
          )}
        </div>
      </div>
    </aside>
  );
}
