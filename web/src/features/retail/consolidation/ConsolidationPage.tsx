import { useQuery } from '@tanstack/react-query';
import { Download, Network } from 'lucide-react';
import { useLocale, useTranslations } from 'use-intl';
import { oneOf, useFilters } from '~/lib/useFilters';
import { WhySheet } from '~/parts/why/WhySheet';
import { plainButtonLink } from '~/ui/buttonLink';
import { Choice } from '~/ui/Choice';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { asked, consolidationQuery, RETAIL_KEY, whyFigure } from '../api';
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

/** The table as it is shown, as a file. */
function Exports({ view, by }: { view: View; by: Axis }) {
  const t = useTranslations('retail.consolidation');
  return (['csv', 'xlsx'] as const).map((format) => {
    const query = Object.entries({ ...asked(view), by, format }).map(([name, value]) => [
      name,
      String(value),
    ]);
    return (
      <a
        key={format}
        href={`api/v1/retail/consolidation/export?${new URLSearchParams(query)}`}
        download
        className={plainButtonLink}
      >
        <Download aria-hidden size={16} strokeWidth={1.9} />
        <span className="sr-only">{t('export')}</span>
        {format.toUpperCase()}
      </a>
    );
  });
}
