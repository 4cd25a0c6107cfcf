import { useTranslations } from 'use-intl';
import type { Deed } from './api';

const SYSTEM = 'system:0';

/** What was done and by whom, in words; a deed that is not known yet stays as it is. */
export function useDeedWords() {
  const t = useTranslations('staffActivity');
  return {
    action: ({ action }: Deed) => {
      const key = `actions.${action.replace('.', '_')}` as 'actions.employee_add';
      return t.has(key) ? t(key) : action;
    },
    who: ({ actor }: Deed) =>
      actor.name ?? (actor.key === SYSTEM ? t('system') : `${t('unknown')} (${actor.key})`),
  };
}
