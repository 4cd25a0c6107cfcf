import { FileSpreadsheet } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { plainButtonLink } from '~/ui/buttonLink';
import type { PeopleFilters } from '../people/api';

/** The list as it is narrowed, as a workbook: the columns are those that its reader may see. */
export function ExportPeople({ filters }: { filters: PeopleFilters }) {
  const t = useTranslations('staff');
  const asked = new URLSearchParams({ format: 'xlsx' });
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) asked.set(name, String(value));
  }
  return (
    <a href={`api/v1/staff/exports/people?${asked}`} className={plainButtonLink}>
      <FileSpreadsheet aria-hidden size={16} strokeWidth={1.9} />
      {t('export')}
    </a>
  );
}
