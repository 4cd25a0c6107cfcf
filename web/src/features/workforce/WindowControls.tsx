import { FileDown } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { plainButtonLink } from '~/ui/buttonLink';
import { Select } from '~/ui/Select';
import { type Asked, exportAddress } from './api';
import type { Window } from './types';
import { WINDOWS } from './window';

interface WindowProps {
  asked: Asked;
  onAsk: (asked: Asked) => void;
}

/** Over how many months the mean is taken. */
export function WindowSelect({ asked, onAsk }: WindowProps) {
  const t = useTranslations('workforce.window');
  return (
    <Select
      label={t('label')}
      value={String(asked.months ?? 12)}
      onChange={(months) => onAsk({ months: Number(months) })}
      items={WINDOWS.map((months) => ({ value: String(months), label: t('months', { months }) }))}
    />
  );
}

export function ExportLink({ asked }: { asked: Asked }) {
  const t = useTranslations('workforce.window');
  return (
    <a href={exportAddress('xlsx', asked)} download className={plainButtonLink}>
      <FileDown aria-hidden size={16} strokeWidth={1.9} />
      {t('export')}
    </a>
  );
}

/** « Moyenne de 12 mois, jusqu’à novembre 2026 ». */
export function useWindowTitle(): (window: Window) => string {
  const t = useTranslations('workforce.window');
  const { longMonth } = useAmounts();
  return ({ months, until }) => t('title', { months, until: longMonth(until) });
}
