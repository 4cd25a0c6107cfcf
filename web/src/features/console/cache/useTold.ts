import { useTranslations } from 'use-intl';
import { toast } from '~/lib/toast';
import type { Told } from './api';

/** Says what was done, and that other processes only hear of it when Valkey is back. */
export function useTold(): (answer: Told, sentence: string) => void {
  const t = useTranslations('consoleCache');
  return ({ told }, sentence) => toast(sentence, told ? {} : { detail: t('untold') });
}
