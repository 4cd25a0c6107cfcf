import { Link } from '@tanstack/react-router';
import { Calculator, ChevronRight, Store, Users, Waypoints } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { About } from '~/api/about';
import { useMe } from '~/api/me';
import { cx } from '~/lib/cx';

/** The apps of who signs in; an app's permissions begin with its name. */
const APPS = [
  { id: 'retail', path: '/retail', icon: Store },
  { id: 'workforce', path: '/workforce', icon: Calculator },
  { id: 'staff', path: '/staff', icon: Users },
  { id: 'gateway', path: '/gateway', icon: Waypoints },
] as const;

/** A way into each installed app that one may open. */
export function AppCards({ about }: { about: About }) {
  const t = useTranslations();
  const me = useMe();
  const shown = APPS.filter(
    ({ id }) =>
      about.apps.includes(id) && me?.permissions.some((name) => name.startsWith(`${id}.`)),
  );
  if (shown.length === 0) return null;
  return (
    <ul className="grid gap-4 sm:grid-cols-2">
      {shown.map(({ id, path, icon: Icon }) => (
        <li
          key={id}
          className="card relative flex items-start gap-3.5 p-4 transition-colors hover:border-edge"
        >
          <span className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent">
            <Icon aria-hidden size={18} strokeWidth={1.8} />
          </span>
          <div className="min-w-0 flex-1">
            <h3 className="font-semibold tracking-tight">
              <Link
                to={path}
                className={cx(
                  'after:absolute after:inset-0 after:rounded-xl after:content-[""]',
                  'focus-visible:outline-none focus-visible:after:outline-2',
                  'focus-visible:after:outline-accent',
                )}
              >
                {t(`nav.${id}`)}
              </Link>
            </h3>
            <p className="text-sm text-pretty text-mute">{t(`homePage.apps.${id}`)}</p>
          </div>
          <ChevronRight aria-hidden size={17} className="mt-0.5 shrink-0 text-mute" />
        </li>
      ))}
    </ul>
  );
}
