import { FileSpreadsheet } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { plainButtonLink } from '~/ui/buttonLink';
import type { PeopleFilters } from '../people/api';
import type { RegisterFilters } from '../register/api';

type Props =
  | { of: 'people'; filters: PeopleFilters }
  | { of: 'register'; filters: RegisterFilters };

/** A list as it is narrowed, as a workbook: the columns are those that its reader may see. */
export function ExportList({ of, filters }: Props) {
  const t = useTranslations('staff');
  const asked = new URLSearchParams({ format: 'xlsx' });
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) asked.set(name, String(value));
  }
  return (
    <a href={`api/v1/staff/exports/${of}?${asked}`} className={plainButtonLink}>
      <FileSpreadsheet aria-hidden size={16} strokeWidth={1.9} />
      {t('export')}
    </a>
  );
}
