import { useQuery } from '@tanstack/react-query';
import { ChartColumn, Undo2 } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useAmounts } from '~/lib/useAmounts';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { CopyButton } from '~/ui/CopyButton';
import { EmptyState } from '~/ui/EmptyState';
import { PageHeader } from '~/ui/PageHeader';
import { QueryView } from '~/ui/QueryView';
import { ViewBar } from '../ViewBar';
import { useView } from '../view';
import { cubeQuery } from './api';
import { Confirmation } from './Confirmation';
import { LeverList } from './LeverList';
import { MarginSteps, RegionBars } from './OutcomeCharts';
import { OutcomeFigures } from './OutcomeFigures';
import { type SalesCube, simulate } from './scenario';
import { bare, useLevers } from './useLevers';

/** What would change if…: calculated here in the next frame, and then by the server. */
export function SimulatorPage() {
  const t = useTranslations('retail');
  const { longMonth } = useAmounts();
  const [view, change] = useView();
  const query = useQuery(cubeQuery(view, useLocale()));
  const { data } = query;
  return (
    <>
      <PageHeader
        title={t('simulator.title')}
        description={
          data
            ? t('simulator.about', { first: longMonth(data.first), last: longMonth(data.last) })
            : '\u00a0'
        }
        actions={<CopyButton text={window.location.href} what={t('simulator.link')} />}
      />
      <ViewBar view={view} onChange={change} periodOnly usual="twelve" />
      <QueryView query={query}>
        {(cube) =>
          cube.regions.length === 0 || cube.categories.length === 0 ? (
            <div className="card">
              <EmptyState icon={ChartColumn} title={t('empty.title')} text={t('empty.text')} />
            </div>
          ) : (
            <Simulator cube={cube} />
          )
        }
      </QueryView>
    </>
  );
}

function Simulator({ cube }: { cube: SalesCube }) {
  const t = useTranslations('retail.simulator');
  const { levers, setLevers, rested } = useLevers();
  // The hand comes first; the drawing follows in the frame after.
  const drawn = useDeferredValue(levers);
  const outcome = useMemo(() => simulate(cube, drawn.map(bare)), [cube, drawn]);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[360px_minmax(0,1fr)]">
      <Card
        title={t('levers')}
        action={
          levers.length > 0 && (
            <Button kind="quiet" icon={Undo2} onPress={() => setLevers([])}>
              {t('reset')}
            </Button>
          )
        }
        flush
      >
        {levers.length === 0 && <p className="px-4 pb-3 text-sm text-mute">{t('none')}</p>}
        <LeverList cube={cube} levers={levers} setLevers={setLevers} />
      </Card>
      <div className="flex min-w-0 flex-col gap-4">
        <OutcomeFigures outcome={outcome} />
        <Card title={t('waterfall')} action={<Confirmation cube={cube} levers={rested} />}>
          <MarginSteps outcome={outcome} />
        </Card>
        <Card title={t('regions')}>
          <RegionBars outcome={outcome} />
        </Card>
      </div>
    </div>
  );
}
