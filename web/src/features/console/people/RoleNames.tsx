import { useTranslations } from 'use-intl';
import type { Person } from './api';

/** « Responsable · Ouest » : each role with the place below which it holds. */
export function RoleNames({ roles }: { roles: Person['roles'] }) {
  const t = useTranslations('consolePeople.roles');
  if (roles.length === 0) return <span className="text-mute">{t('none')}</span>;
  return (
    <ul className="min-w-0">
      {roles.map(({ role, title, place }) => (
        <li key={`${role} ${place?.id ?? ''}`} className="truncate">
          {title}
          <span className="text-mute"> · {place?.name ?? t('everywhere')}</span>
        </li>
      ))}
    </ul>
  );
}
