import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { aboutQuery } from '~/api/about';
import { FeatureMessages } from '~/lib/FeatureMessages';
import { naturalNumber, oneOf, useFilters } from '~/lib/useFilters';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { Select } from '~/ui/Select';
import { COUNTERS } from './api';
import { CounterCard } from './CounterCard';
import en from './messages/en';
import fr from './messages/fr';

const PERIODS_DAYS = [7, 30, 90] as const;
const DEFAULT_DAYS = 30;

const readPeriod = (search: Record<string, unknown>) => ({
  days: oneOf<number>(PERIODS_DAYS, naturalNumber(search.days)) ?? DEFAULT_DAYS,
});

export function CountersPage() {
  return (
    <FeatureMessages namespace="consoleCounters" catalogues={{ fr, en }}>
      <Counters />
    </FeatureMessages>
  );
}

function Counters() {
  const t = useTranslations('consoleCounters');
  const { data: about } = useQuery(aboutQuery(useLocale()));
  const [{ days }, setPeriod] = useFilters(readPeriod);
  const kept = COUNTERS.filter(({ app }) => about?.apps.includes(app));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Select
            label={t('period')}
            value={String(days)}
            onChange={(chosen) => setPeriod({ days: Number(chosen) })}
            items={PERIODS_DAYS.map((each) => ({
              value: String(each),
              label: t('days', { days: each }),
            }))}
          />
        }
      />
      {about && kept.length === 0 ? (
        <div className="card">
          <EmptyState icon={ChartColumn} title={t('empty.title')} text={t('empty.text')} />
        </div>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {kept.map((counter) => (
            <CounterCard key={counter.name} counter={counter} days={days} />
          ))}
        </div>
      )}
    </>
  );
}
