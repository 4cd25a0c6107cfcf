import { useMemo } from 'react';
import { useLocale } from 'use-intl';
import { type Amounts, amounts } from './amounts';

export function useAmounts(): Amounts {
  const language = useLocale();
  return useMemo(() => amounts(language), [language]);
}
