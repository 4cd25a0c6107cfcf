import { useTranslations } from 'use-intl';

/** What was done, in words; a word that is not known yet stays as it is. */
export function useActionTitle(): (action: string) => string {
  const t = useTranslations('consoleAudit');
  return (action) => {
    const key = `actions.${action.replace('.', '_')}` as 'actions.session_begin';
    return t.has(key) ? t(key) : action;
  };
}
