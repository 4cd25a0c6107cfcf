import { useTranslations } from 'use-intl';
import type { Entry } from './api';

/** Whoever did it: by name as long as there is one, else by what is left of them. */
export function Who({ actor }: { actor: Entry['actor'] }) {
  const t = useTranslations('consoleAudit.actor');
  const [kind] = actor.key.split(':');
  if (actor.name !== null) return <span className="block truncate">{actor.name}</span>;
  const known = kind === 'system' || kind === 'nobody' ? t(kind) : undefined;
  return (
    <span className="block truncate text-mute">
      {actor.erased ? t('erased', { key: actor.key }) : (known ?? actor.key)}
    </span>
  );
}
