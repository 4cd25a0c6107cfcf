import { useLocale } from 'use-intl';

interface Named {
  name: string;
  name_en: string | null;
}

/** What a category is called in the reader's language. */
export function useCategoryName(): (category: Named) => string {
  const english = useLocale() === 'en';
  return ({ name, name_en: inEnglish }) => (english && inEnglish) || name;
}
