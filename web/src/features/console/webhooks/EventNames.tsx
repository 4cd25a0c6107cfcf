import { useTranslations } from 'use-intl';

/** The first few of the events that an endpoint hears of. */
export function EventNames({ names, most }: { names: readonly string[]; most: number }) {
  const t = useTranslations('consoleWebhooks.endpoints');
  const shown = names.slice(0, most);
  return (
    <ul className="flex flex-wrap gap-1 max-lg:justify-end">
      {shown.map((name) => (
        <li key={name} className="rounded-md bg-raised px-1.5 py-0.5 font-mono text-xs">
          {name === '*' ? t('everything') : name}
        </li>
      ))}
      {names.length > most && (
        <li className="px-1 py-0.5 text-xs text-mute">
          {t('more', { count: names.length - most })}
        </li>
      )}
    </ul>
  );
}
