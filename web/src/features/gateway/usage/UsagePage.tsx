import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useFilters } from '~/lib/useFilters';
import { useNow } from '~/lib/useNow';
import { WhySheet } from '~/parts/why/WhySheet';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { USAGE_KEY, usageQuery, whyDay } from '../api';
import { Calls } from './Calls';
import { Filters } from './Filters';
import { Shares } from './Shares';
import { Totals } from './Totals';
import { UsageChart } from './UsageChart';
import { readView, wantedOf } from './view';

export function UsagePage() {
  const t = useTranslations('gateway.usage');
  const now = useNow();
  const [view, change] = useFilters(readView);
  const wanted = wantedOf(view, new Date(now));
  const query = useQuery(usageQuery(wanted));
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <div className="flex flex-col gap-4">
        <Filters view={view} usage={query.data} onChange={change} />
        <QueryView query={query}>
          {(usage) => (
            <div
              className={`flex flex-col gap-4 transition-opacity ${query.isPlaceholderData ? 'opacity-60' : ''}`}
            >
              <Totals usage={usage} />
              <UsageChart usage={usage} />
              <Shares usage={usage} />
            </div>
          )}
        </QueryView>
        <Calls wanted={wanted} after={view.after} onGo={(after) => change({ after })} />
      </div>
      <WhySheet
        scope={[...USAGE_KEY, wanted]}
        read={(day, signal) => whyDay(day, wanted, signal)}
      />
    </>
  );
}
