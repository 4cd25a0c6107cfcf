import { useTranslations } from 'use-intl';
import { RangeBar, sharedDomain } from '~/charts/RangeBar';
import { useQuantities, useUnits } from '~/lib/useFormats';
import { Button } from '~/ui/Button';
import { type Column, DataTable } from '~/ui/DataTable';
import { Figure, Figures } from '~/ui/Figure';
import { Section } from '~/ui/Section';
import { Tabs } from '~/ui/Tabs';
import type { Band, SimulationResult, SimulationTask } from '../types';
import { Reproducible } from './Reproducible';
import { Tornado } from './Tornado';

interface Props {
  task: SimulationTask;
  result: SimulationResult;
  label: string;
  onLeave: () => void;
}

/** A band of people required, where it is widest, and what it comes from. */
export function SimulationOutcome({ task, result, label, onLeave }: Props) {
  const t = useTranslations('workforce.simulations');
  const views = [
    { id: 'directions', title: t('directions'), bands: named(result.directions) },
    { id: 'centres', title: t('centres'), bands: named(result.centres) },
    { id: 'posts', title: t('posts'), bands: named(result.posts) },
  ].filter(({ bands }) => bands.length > 0);
  return (
    <div className="mt-6">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h3 className="font-semibold">{label}</h3>
        <Button onPress={onLeave}>{t('leave')}</Button>
      </div>
      <Total band={result.total} />
      <div className="mt-5 grid gap-x-8 gap-y-2 xl:grid-cols-2">
        <Tabs
          label={t('views')}
          items={views.map(({ id, title, bands }) => ({
            id,
            title,
            content: <Bands label={title} bands={bands} />,
          }))}
        />
        <Tornado swings={result.tornado} expected={result.total.expected} />
      </div>
      <Section title={t('reproduce')}>
        <Reproducible task={task} assumptions={result.assumptions} />
      </Section>
    </div>
  );
}

interface NamedBand extends Band {
  key: string;
  name: string;
}

function named(
  bands: readonly (Band & { name: string; place_id?: number; post_id?: number })[],
): NamedBand[] {
  return bands.map((band) => ({ ...band, key: String(band.place_id ?? band.post_id) }));
}

function Total({ band }: { band: Band }) {
  const t = useTranslations('workforce.simulations');
  const { fixed } = useUnits();
  const { percent } = useQuantities();
  const range = t('range', { low: fixed(band.p5, 'none', 1), high: fixed(band.p95, 'none', 1) });
  return (
    <Figures>
      <Figure label={t('median')} note={t('expected', { value: fixed(band.expected, 'none', 2) })}>
        {fixed(band.p50, 'none', 2)}
      </Figure>
      <Figure label={t('band')} note={t('bandNote')}>
        {range}
      </Figure>
      <Figure
        label={t('risk')}
        tone={band.probability_short > 0.5 ? 'bad' : undefined}
        note={t('riskNote', { present: fixed(band.present, 'none', 2) })}
      >
        {percent(band.probability_short)}
      </Figure>
    </Figures>
  );
}

function Bands({ label, bands }: { label: string; bands: readonly NamedBand[] }) {
  const t = useTranslations('workforce.simulations');
  const { fixed } = useUnits();
  const { percent } = useQuantities();
  const domain = sharedDomain(bands.flatMap(({ p5, p95, present }) => [p5, p95, present]));
  const columns: Column<NamedBand>[] = [
    { key: 'name', title: label, cell: ({ name }) => <span className="font-medium">{name}</span> },
    {
      key: 'chart',
      title: t('bandChart'),
      width: 'lg:w-[34%]',
      stacked: 'bare',
      cell: ({ p5, p50, p95, present }) => (
        <RangeBar domain={domain} low={p5} high={p95} middle={p50} mark={present} />
      ),
    },
    {
      key: 'band',
      title: t('band'),
      width: 'lg:w-36',
      numeric: true,
      cell: ({ p5, p95 }) => t('range', { low: fixed(p5, 'none', 1), high: fixed(p95, 'none', 1) }),
    },
    {
      key: 'risk',
      title: t('riskShort'),
      width: 'lg:w-20',
      numeric: true,
      cell: ({ probability_short: risk }) => percent(risk),
    },
  ];
  return <DataTable label={label} columns={columns} rows={bands} rowKey={({ key }) => key} />;
}
