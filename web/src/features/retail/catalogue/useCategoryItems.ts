import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'use-intl';
import { indented } from '../ViewBar';
import { allCategoriesQuery } from './api';
import { useCategoryName } from './names';

/** All categories to choose from, those too in which nothing was sold yet. */
export function useCategoryItems(): { value: string; label: string }[] {
  const nameOf = useCategoryName();
  const { data } = useQuery(allCategoriesQuery(useLocale()));
  return indented((data ?? []).map((each) => ({ ...each, name: nameOf(each) })));
}
