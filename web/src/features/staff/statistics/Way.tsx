import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Button } from '~/ui/Button';
import type { Statistics } from './api';

interface Props {
  statistics: Statistics;
  onGo: (place: number | undefined) => void;
}

/** From the top to the shown place; each step leads back. */
export function Way({ statistics: { above, place }, onGo }: Props) {
  const t = useTranslations('personnel.statistics');
  return (
    <nav aria-label={t('way')} className="flex flex-wrap items-center gap-1 text-sm">
      {above.map(({ id, name }) => (
        <span key={id} className="flex items-center gap-1">
          <Button kind="quiet" onPress={() => onGo(id)}>
            {name}
          </Button>
          <ChevronRight aria-hidden size={14} className="text-mute" />
        </span>
      ))}
      <span aria-current="page" className="px-3 font-medium">
        {place?.name ?? t('whole')}
      </span>
    </nav>
  );
}
