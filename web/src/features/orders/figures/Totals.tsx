import { useTranslations } from 'use-intl';
import { useFormats, useQuantities } from '~/lib/useFormats';
import { Figure, Figures as FigureList } from '~/ui/Figure';
import type { Figures } from './api';
import { byOutcome } from './tally';

const SHOWN = ['answered', 'handed_over', 'refused', 'not_found'] as const;

export function Totals({ figures }: { figures: Figures }) {
  const t = useTranslations('ordersFigures');
  const { number } = useFormats();
  const { percent } = useQuantities();
  const sums = byOutcome(figures.by_intent);
  const lookups = figures.from_cache + figures.from_database;
  return (
    <FigureList>
      <Figure label={t('questions')}>{number(figures.questions)}</Figure>
      {SHOWN.map((outcome) => (
        <Figure
          key={outcome}
          label={t(`parts.${outcome}`)}
          note={t('share', { share: percent(sums[outcome] / figures.questions) })}
        >
          {number(sums[outcome])}
        </Figure>
      ))}
      {lookups > 0 && (
        <Figure label={t('fromCache')} note={t('ofLookups', { count: lookups })}>
          {percent(figures.from_cache / lookups)}
        </Figure>
      )}
    </FigureList>
  );
}
