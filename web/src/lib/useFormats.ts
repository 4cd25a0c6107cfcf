import { useMemo } from 'react';
import { useLocale, useTimeZone } from 'use-intl';

import { type Formats, formats } from './fmt';
import { type Quantities, quantities } from './quantities';
import { type Units, units } from './units';

export function useFormats(): Formats {
  const language = useLocale();
  const timeZone = useTimeZone() ?? 'Europe/Paris';
  return useMemo(() => formats(language, timeZone), [language, timeZone]);
}

export function useQuantities(): Quantities {
  const language = useLocale();
  return useMemo(() => quantities(language), [language]);
}

export function useUnits(): Units {
  const language = useLocale();
  return useMemo(() => units(language), [language]);
}
