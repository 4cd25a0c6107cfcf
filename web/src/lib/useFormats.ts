import { useMemo } from 'react';
import { useLocale, useTimeZone } from 'use-intl';
import { type Formats, formats } from './fmt';

export function useFormats(): Formats {
  const language = useLocale();
  const timeZone = useTimeZone() ?? 'Europe/Paris';
  return useMemo(() => formats(language, timeZone), [language, timeZone]);
}
