import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { useTimeZone, useTranslations } from 'use-intl';
import { cx } from '~/lib/cx';
import { dayOf } from '~/lib/dates';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { useFilters } from '~/lib/useFilters';
import { useNow } from '~/lib/useNow';
import { Card } from '~/ui/Card';
import { Choice } from '~/ui/Choice';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { WithWords } from '../words/WithWords';
import { type Figures, figuresQuery } from './api';
import { DaysChart } from './DaysChart';
import { FiguresSkeleton } from './FiguresSkeleton';
import { IntentTable } from './IntentTable';
import en from './messages/en';
import fr from './messages/fr';
import { Totals } from './Totals';
import { everyDay } from './tally';
import { dayAfter, PERIODS, readView, USUAL } from './view';

const CATALOGUES = { fr, en };

export function FiguresPage() {
  return (
    <FeatureMessages namespace="ordersFigures" catalogues={CATALOGUES}>
      <WithWords>
        <Period />
      </WithWords>
    </FeatureMessages>
  );
}

function Period() {
  const t = useTranslations('ordersFigures');
  const [{ days = USUAL }, change] = useFilters(readView);
  const last = dayOf(new Date(useNow()), useTimeZone() ?? 'Europe/Paris');
  const query = useQuery(figuresQuery({ first: dayAfter(last, 1 - days), last }));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Choice
            label={t('period')}
            value={String(days)}
            onChange={(wanted) => {
              const chosen = PERIODS.find((each) => String(each) === wanted);
              change({ days: chosen === USUAL ? undefined : chosen });
            }}
            items={PERIODS.map((each) => ({
              value: String(each),
              label: t('days', { days: each }),
            }))}
          />
        }
      />
      <QueryView query={query} skeleton={<FiguresSkeleton />}>
        {(figures) => (
          <div
            className={cx(
              'flex flex-col gap-4 transition-opacity',
              query.isPlaceholderData && 'opacity-60',
            )}
          >
            <Shown figures={figures} />
          </div>
        )}
      </QueryView>
    </>
  );
}

function Shown({ figures }: { figures: Figures }) {
  const t = useTranslations('ordersFigures');
  if (figures.questions === 0) {
    return (
      <div className="card">
        <EmptyState icon={ChartColumn} title={t('empty')} text={t('emptyText')} />
      </div>
    );
  }
  return (
    <>
      <Totals figures={figures} />
      <Card title={t('byDay')}>
        <DaysChart days={everyDay(figures)} />
      </Card>
      <Card flush title={t('byIntent')}>
        <IntentTable figures={figures} />
      </Card>
    </>
  );
}
