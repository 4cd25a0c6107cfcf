import { useLocale } from 'use-intl';
import en from './messages/en';
import fr from './messages/fr';
import { isDay } from './typed';

const CATALOGUES = { fr, en };

/** Without a provider: the form that complains of a day stands outside the field. */
export function useDayWords() {
  return CATALOGUES[useLocale()];
}

/** What is to be mended in a `DateField`; an empty one is told as its form tells it, or is fine. */
export function useDayComplaint(): (value: string, missing?: string) => string | undefined {
  const { noDay } = useDayWords();
  return (value, missing) => {
    if (value === '') return missing;
    return isDay(value) ? undefined : noDay;
  };
}
