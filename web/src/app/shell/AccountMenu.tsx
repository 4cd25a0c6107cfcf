import { Link } from '@tanstack/react-router';
import { CircleUserRound, LogOut } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { type About, ownName } from '~/api/about';
import type { Me } from '~/api/me';
import { cx } from '~/lib/cx';
import { useSignOut } from '../session/useSignOut';
import { initialsOf } from './initials';

const ITEM = cx(
  'flex h-9 w-full items-center gap-2.5 rounded-lg px-2.5 text-left text-sm transition-colors',
  'hover:bg-raised max-sm:h-11',
);

/** A disclosure, which the browser opens, closes and gives the focus back from by itself. */
export default function AccountMenu({ me, about }: { me: Me; about: About | undefined }) {
  const t = useTranslations('account');
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const signOut = useSignOut();
  const close = () => panel.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={cx(
          'keep-colour grid size-8 shrink-0 cursor-default place-items-center rounded-full text-xs',
          'bg-accent-soft font-semibold text-accent transition-shadow hover:ring-2 hover:ring-line',
          'max-sm:size-11 max-sm:text-sm',
        )}
      >
        <span className="sr-only">{t('menu', { name: me.person.name })}</span>
        <span aria-hidden>{initialsOf(me.person.name)}</span>
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        className={cx(
          'card fixed inset-auto top-12 right-4 m-0 w-72 max-w-[calc(100vw-32px)] p-1.5 text-ink',
          'shadow-pop max-md:top-14 md:right-6 open:animate-rise print:hidden',
        )}
      >
        <div className="border-b border-line px-2.5 pt-1.5 pb-2.5">
          <p className="font-semibold break-words">{me.person.name}</p>
          <p className="text-sm break-words text-mute">{me.person.email}</p>
          <Standing me={me} organisation={ownName(about)} />
        </div>
        <div className="pt-1.5">
          <Link to="/profile" onClick={close} className={ITEM}>
            <CircleUserRound aria-hidden size={17} strokeWidth={1.8} className="text-mute" />
            {t('profile')}
          </Link>
          <button
            type="button"
            disabled={signOut.isPending}
            onClick={() => {
              close();
              signOut.mutate();
            }}
            className={ITEM}
          >
            <LogOut aria-hidden size={17} strokeWidth={1.8} className="text-mute" />
            {t('signOut')}
          </button>
        </div>
      </div>
    </>
  );
}

/** Where and as what: an organisation, then a role per line with the place that it is held for. */
function Standing({ me, organisation }: { me: Me; organisation: string | undefined }) {
  return (
    <ul className="mt-2 text-xs text-mute">
      {organisation && <li className="font-medium text-ink">{organisation}</li>}
      {me.roles.map(({ role, title, place }) => (
        <li key={`${role} ${place?.id ?? ''}`}>
          {place === null ? title : `${title} · ${place.name}`}
        </li>
      ))}
    </ul>
  );
}
