import { useQuery } from '@tanstack/react-query';
import { Calculator, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { naturalNumber, useFilters } from '~/lib/useFilters';
import { EmptyState } from '~/ui/EmptyState';
import { Notice } from '~/ui/Notice';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { postsQuery, resultsQuery } from '../api';
import { NOTHING_COUNTED } from '../nothingCounted';
import type { ResultTree } from '../types';
import { Assumptions } from './Assumptions';
import { simulationHealthQuery } from './api';
import { Scenario } from './Scenario';
import { Uncertainty } from './Uncertainty';
import { useLevers } from './useLevers';

const readScope = (search: Record<string, unknown>) => ({ place: naturalNumber(search.place) });

/** What would be: at once for given levers, and with its uncertainty by a simulation. */
export function SimulationsPage() {
  const t = useTranslations('workforce.simulations');
  const query = useQuery(resultsQuery({}));
  const nothing = query.error && asFailure(query.error).facts.code === NOTHING_COUNTED;
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {nothing ? (
        <div className="card">
          <EmptyState icon={Calculator} title={t('empty')} text={t('emptyText')} />
        </div>
      ) : (
        <QueryView query={query}>{(tree) => <Simulations tree={tree} />}</QueryView>
      )}
    </>
  );
}

function Simulations({ tree }: { tree: ResultTree }) {
  const t = useTranslations('workforce.simulations');
  const [{ place: wanted }, change] = useFilters(readScope);
  const [levers, setLevers] = useLevers();
  const posts = useQuery(postsQuery).data?.posts ?? [];
  const health = useQuery(simulationHealthQuery).data;
  const place = tree.nodes.find(({ place_id: id }) => id === wanted) ?? tree.nodes[0];
  if (place === undefined) return null;
  return (
    <div className="flex flex-col gap-4">
      {health?.status === 'degraded' && (
        <Notice icon={TriangleAlert} tone="warn" title={t('degraded')}>
          {t('degradedText')}
        </Notice>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,4fr)_minmax(0,7fr)]">
        <Assumptions
          nodes={tree.nodes}
          place={place}
          onPlace={(id) => change({ place: id })}
          posts={posts}
          levers={levers}
          onLevers={setLevers}
        />
        <Scenario place={place} levers={levers} />
      </div>
      <Uncertainty nodes={tree.nodes} place={place} levers={levers} />
    </div>
  );
}
