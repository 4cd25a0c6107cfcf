import { useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { WhySheet } from '~/parts/why/WhySheet';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { dashboardQuery, RETAIL_KEY, type RetailDashboard, whyFigure } from '../api';
import { Subtitle } from '../Subtitle';
import { ViewBar } from '../ViewBar';
import { useView, type View } from '../view';
import { Categories } from './Categories';
import { DashboardSkeleton } from './DashboardSkeleton';
import { KeyFigures } from './KeyFigures';
import { MonthsChart } from './MonthsChart';
import { StoreRanking } from './StoreRanking';

export function DashboardPage() {
  const t = useTranslations('retail');
  const [view, change] = useView();
  const query = useQuery(dashboardQuery(view, useLocale()));
  return (
    <>
      <PageHeader title={t('dashboard.title')} description={<Subtitle chosen={query.data} />} />
      <ViewBar view={view} onChange={change} />
      <div className={query.isPlaceholderData ? 'opacity-60 transition-opacity' : undefined}>
        <QueryView query={query} skeleton={<DashboardSkeleton />}>
          {(dashboard) => <Dashboard dashboard={dashboard} onChange={change} />}
        </QueryView>
      </div>
      <WhySheet
        scope={[...RETAIL_KEY, view]}
        read={(figure, signal) => whyFigure(figure, view, signal)}
      />
    </>
  );
}

interface Props {
  dashboard: RetailDashboard;
  onChange: (change: Partial<View>) => void;
}

function Dashboard({ dashboard, onChange }: Props) {
  const t = useTranslations('retail');
  if (dashboard.as_of === null) {
    return (
      <div className="card">
        <EmptyState icon={ChartColumn} title={t('empty.title')} text={t('empty.text')} />
      </div>
    );
  }
  return (
    <>
      <KeyFigures dashboard={dashboard} />
      <MonthsChart
        dashboard={dashboard}
        onPick={(month) => onChange({ first: month, last: month })}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Categories dashboard={dashboard} />
        <StoreRanking dashboard={dashboard} />
      </div>
    </>
  );
}
