import { useQuery } from '@tanstack/react-query';
import { Calculator } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { asFailure } from '~/api/failure';
import { useFilters } from '~/lib/useFilters';
import { Card } from '~/ui/Card';
import { DataTable } from '~/ui/DataTable';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { type Asked, resultsQuery } from '../api';
import { KeyFigures } from '../KeyFigures';
import { MonthsChart } from '../MonthsChart';
import { NOTHING_COUNTED } from '../nothingCounted';
import type { ResultTree } from '../types';
import { usePostColumns } from '../usePostColumns';
import { Why } from '../Why';
import { ExportLink, useWindowTitle, WindowSelect } from '../WindowControls';
import { readWindow } from '../window';
import { StaffingTree } from './StaffingTree';

export function NationalPage() {
  const t = useTranslations('workforce.national');
  const titleOf = useWindowTitle();
  const [asked, ask] = useFilters(readWindow);
  const query = useQuery(resultsQuery(asked));
  const nothing = query.error && asFailure(query.error).facts.code === NOTHING_COUNTED;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={query.data ? titleOf(query.data.window) : t('description')}
        actions={
          <>
            <WindowSelect asked={asked} onAsk={ask} />
            <ExportLink asked={asked} />
          </>
        }
      />
      {nothing ? (
        <div className="card">
          <EmptyState icon={Calculator} title={t('empty')} text={t('emptyText')} />
        </div>
      ) : (
        <QueryView query={query}>
          {(tree) => <Results tree={tree} asked={asked} faded={query.isPlaceholderData} />}
        </QueryView>
      )}
      <Why asked={asked} />
    </>
  );
}

interface ResultsProps {
  tree: ResultTree;
  asked: Asked;
  faded: boolean;
}

function Results({ tree, asked, faded }: ResultsProps) {
  const t = useTranslations('workforce');
  const columns = usePostColumns(undefined);
  return (
    <div className="flex flex-col gap-4">
      <KeyFigures of={tree.total} />
      <Card title={t('national.tree')} flush className="overflow-hidden">
        <StaffingTree tree={tree} asked={asked} faded={faded} />
      </Card>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Card title={t('months.title')}>
          <MonthsChart months={tree.months} present={tree.total.present} />
        </Card>
        <Card title={t('national.posts')} flush className="overflow-hidden">
          <DataTable
            label={t('national.posts')}
            columns={columns.filter(({ key }) => key !== 'ratio' && key !== 'staffed')}
            rows={tree.posts}
            rowKey={({ post_id: id }) => String(id)}
            faded={faded}
          />
        </Card>
      </div>
    </div>
  );
}
