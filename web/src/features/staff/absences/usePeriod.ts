import { useTranslations } from 'use-intl';
import { useFormats } from '~/lib/useFormats';
import type { Wish } from './api';

/** « Du 22 déc. 2026 (après-midi) au 24 déc. 2026 (midi) » */
export function usePeriod(): (span: Omit<Wish, 'kind'>) => string {
  const t = useTranslations('personnel.absences');
  const { shortDay } = useFormats();
  return ({ first_on, first_half, last_on, last_half }) => {
    if (first_on === last_on) {
      const half = first_half === last_half ? ` (${t(first_half)})` : '';
      return t('oneDay', { day: shortDay(first_on) + half });
    }
    return t('range', {
      first: shortDay(first_on) + (first_half === 'afternoon' ? ` (${t('afternoon')})` : ''),
      last: shortDay(last_on) + (last_half === 'morning' ? ` (${t('noon')})` : ''),
    });
  };
}
