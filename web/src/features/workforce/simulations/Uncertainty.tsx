import { Ban, Dices, OctagonX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { JobProgress } from '~/parts/job/JobProgress';
import { isOver } from '~/parts/job/useFollowedJob';
import { Button } from '~/ui/Button';
import { Card } from '~/ui/Card';
import { EmptyState } from '~/ui/EmptyState';
import { FormFailure } from '~/ui/FormFailure';
import { NumberField } from '~/ui/NumberField';
import { Select } from '~/ui/Select';
import { Skeleton } from '~/ui/Skeleton';
import type { Lever, Node, SimulationTask } from '../types';
import { targetOf } from './scopes';
import { type AsyncSimulation, useAsyncSimulation } from './useAsyncSimulation';

const SimulationOutcome = lazy(() =>
  import('./SimulationOutcome').then(({ SimulationOutcome: shown }) => ({ default: shown })),
);

const DRAWS = [500, 1000, 5000, 10_000] as const;
const SPREAD = 0.05;

interface Props {
  nodes: readonly Node[];
  place: Node;
  levers: readonly Lever[];
}

/** A band instead of a number: many runs over what is not known exactly. */
export function Uncertainty({ nodes, place, levers }: Props) {
  const t = useTranslations('workforce.simulations');
  const simulation = useAsyncSimulation();
  const { task, failure } = simulation;
  return (
    <Card title={t('uncertainty')}>
      <p className="mb-4 max-w-[80ch] text-sm text-pretty text-mute">{t('uncertaintyText')}</p>
      <Start nodes={nodes} place={place} levers={levers} simulation={simulation} />
      {failure && (
        <div className="mt-4">
          <FormFailure failure={failure} />
        </div>
      )}
      <div aria-live="polite">
        {task === undefined ? (
          failure === undefined && (
            <EmptyState icon={Dices} title={t('noRun')} text={t('noRunText')} />
          )
        ) : (
          <Run task={task} simulation={simulation} nodes={nodes} />
        )}
      </div>
    </Card>
  );
}

interface StartProps extends Props {
  simulation: AsyncSimulation;
}

function Start({ nodes, place, levers, simulation }: StartProps) {
  const t = useTranslations('workforce.simulations');
  const [draws, setDraws] = useState('1000');
  const [volume, setVolume] = useState(SPREAD);
  const [centre, setCentre] = useState(SPREAD);
  const { task, isStarting, startSimulation } = simulation;
  const start = () => {
    const data = {
      draws: Number(draws),
      volume_spread: volume || 0,
      centre_spread: centre || 0,
      levers: [...levers],
    };
    const [kind, of] = targetOf(place, nodes);
    void startSimulation(kind, of, data);
  };
  const percent = { style: 'percent', maximumFractionDigits: 1 } as const;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <Select
        stacked
        label={t('draws')}
        value={draws}
        onChange={setDraws}
        items={DRAWS.map((count) => ({ value: String(count), label: t('drawCount', { count }) }))}
      />
      <NumberField
        label={t('volumeSpread')}
        formatOptions={percent}
        minValue={0}
        maxValue={1}
        value={volume}
        onChange={setVolume}
        className="w-44"
      />
      <NumberField
        label={t('centreSpread')}
        formatOptions={percent}
        minValue={0}
        maxValue={1}
        value={centre}
        onChange={setCentre}
        className="w-44"
      />
      <Button
        kind="primary"
        icon={Dices}
        isPending={isStarting}
        className="h-10"
        isDisabled={task !== undefined && !isOver(task.state)}
        onPress={start}
      >
        {t('start', { place: place.name })}
      </Button>
    </div>
  );
}

interface RunProps {
  task: SimulationTask;
  simulation: AsyncSimulation;
  nodes: readonly Node[];
}

function Run({ task, simulation, nodes }: RunProps) {
  const t = useTranslations('workforce.simulations');
  const { progress, result, cancel, isCancelling, leave } = simulation;
  const place = nodes.find(({ place_id: id }) => id === task.place_id);
  const label = t('runOf', {
    id: String(task.task_id),
    place: place?.name ?? t(`of.${task.kind}`),
  });
  if (progress) {
    return (
      <div className="mt-5 rounded-xl border border-line px-4 py-4">
        <p className="mb-2 font-medium">{label}</p>
        <JobProgress
          label={label}
          standing={progress}
          cancelling={isCancelling}
          onCancel={() => void cancel()}
        />
      </div>
    );
  }
  if (result) {
    return (
      <Suspense fallback={<Skeleton className="h-64 w-full" />}>
        <SimulationOutcome task={task} result={result} label={label} onLeave={leave} />
      </Suspense>
    );
  }
  const failed = task.state === 'failed';
  return (
    <EmptyState
      icon={failed ? OctagonX : Ban}
      tone={failed ? 'bad' : 'neutral'}
      title={t(failed ? 'failed' : 'cancelled')}
      text={task.reason ?? t(failed ? 'failedText' : 'cancelledText')}
    >
      <Button onPress={leave}>{t('leave')}</Button>
    </EmptyState>
  );
}
