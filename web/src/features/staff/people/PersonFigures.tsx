import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFormats, useUnits } from '~/lib/useFormats';
import { Figure, Figures } from '~/ui/Figure';
import { statisticsQuery, type Whose } from './api';

/** What a year came to, and the mean of all marks. */
export function PersonFigures({ whose }: { whose: Whose }) {
  const t = useTranslations('personnel.file.figures');
  const { number } = useFormats();
  const { exact } = useUnits();
  const { data } = useQuery(statisticsQuery(whose));
  const latest = data?.years[0];
  if (!data || !latest) return null;
  const marked = data.years.find(({ figures }) => figures.average !== null);
  return (
    <div className="mb-5">
      <Figures>
        {latest.figures.absences !== null && (
          <Figure label={t('absences', { year: String(latest.year) })}>
            {number(latest.figures.absences)}
          </Figure>
        )}
        {latest.figures.days !== null && (
          <Figure label={t('days', { year: String(latest.year) })}>
            {exact(latest.figures.days, 'days')}
          </Figure>
        )}
        {marked && marked.figures.average !== null && (
          <Figure
            label={`${t('average')} ${marked.year}`}
            note={t('marks', { count: marked.figures.evaluations })}
          >
            {`${number(marked.figures.average)} / 20`}
          </Figure>
        )}
      </Figures>
    </div>
  );
}
