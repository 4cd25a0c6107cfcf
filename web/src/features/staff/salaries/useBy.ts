import { useTranslations } from 'use-intl';
import type { Run } from './api';

/** Who started or released a run, in words. */
export function useBy(): (by: Run['started_by']) => string {
  const t = useTranslations('staffPay');
  return ({ key, name }) => name ?? t(key === 'system:0' ? 'system' : 'unknown');
}
