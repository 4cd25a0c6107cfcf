import { useQuery } from '@tanstack/react-query';
import { Download, Network } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { saveFile } from '~/lib/saveFile';
import { oneOf, useFilters } from '~/lib/useFilters';
import { WhySheet } from '~/parts/why/WhySheet';
import { Button } from '~/ui/Button';
import { Choice } from '~/ui/Choice';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { useAction } from '~/ui/useAction';
import {
  consolidationQuery,
  EXPORT_FORMATS,
  type ExportFormat,
  exportConsolidation,
  RETAIL_KEY,
  whyFigure,
} from '../api';
import { Subtitle } from '../Subtitle';
import { ViewBar } from '../ViewBar';
import { useView, type View } from '../view';
import { Tree } from './Tree';

const AXES = ['place', 'category'] as const;
type Axis = (typeof AXES)[number];

const readAxis = (search: Record<string, unknown>) => ({
  by: oneOf(AXES, search.by) ?? 'place',
});

/** From the country down to the store, or from all goods to a category; ratios are of the totals. */
export function ConsolidationPage() {
  const t = useTranslations('retail.consolidation');
  const [view, change] = useView();
  const [{ by }, changeAxis] = useFilters(readAxis);
  const query = useQuery(consolidationQuery(view, by, useLocale()));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={<Subtitle chosen={query.data} />}
        actions={
          <>
            <Choice<Axis>
              label={t('by')}
              value={by}
              onChange={(chosen) => changeAxis({ by: chosen })}
              items={AXES.map((value) => ({ value, label: t(`axes.${value}`) }))}
            />
            <Exports view={view} by={by} />
          </>
        }
      />
      <ViewBar view={view} onChange={change} />
      <div className="card min-w-0 overflow-hidden">
        <QueryView query={query}>
          {(consolidation) =>
            consolidation.rows.length === 0 ? (
              <EmptyState icon={Network} title={t('empty.title')} text={t('empty.text')} />
            ) : (
              <Tree
                consolidation={consolidation}
                faded={query.isPlaceholderData}
                onNarrow={(id) => change(by === 'place' ? { place: id } : { category: id })}
              />
            )
          }
        </QueryView>
      </div>
      <WhySheet
        scope={[...RETAIL_KEY, view, by]}
        read={(why, signal) => {
          const [figure = 'revenue', id] = why.split('.');
          const narrowed = id ? { [by]: Number(id) } : {};
          return whyFigure(figure, { ...view, ...narrowed }, signal);
        }}
      />
    </>
  );
}

/** The rows as they are shown, as a file. */
function Exports({ view, by }: { view: View; by: Axis }) {
  const t = useTranslations('retail.consolidation');
  const download = useAction({
    run: (format: ExportFormat) => exportConsolidation(view, by, format),
    onDone: (file, format) => saveFile(t('file', { format }), file),
  });
  return EXPORT_FORMATS.map((format) => (
    <Button
      key={format}
      icon={Download}
      aria-label={t('export', { format: format.toUpperCase() })}
      isPending={download.isPending && download.variables === format}
      onPress={() => download.mutate(format)}
    >
      {format.toUpperCase()}
    </Button>
  ));
}
