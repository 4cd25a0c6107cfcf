import { useTranslations } from 'use-intl';
import { useFormats, useQuantities, useUnits } from '~/lib/useFormats';
import { Facts } from '~/ui/Facts';
import type { SimulationResult, SimulationTask } from '../types';
import { useWindowTitle } from '../WindowControls';

const HASH_SHOWN = 16;

interface Props {
  task: SimulationTask;
  assumptions: SimulationResult['assumptions'];
}

/** What it takes to have the same numbers again. */
export function Reproducible({ task, assumptions }: Props) {
  const t = useTranslations('workforce.simulations');
  const { exact } = useUnits();
  const { percent } = useQuantities();
  const { moment } = useFormats();
  const titleOf = useWindowTitle();
  return (
    <Facts
      facts={[
        [t('window'), titleOf(task.window)],
        [t('drawn'), t('drawCount', { count: task.draws })],
        [t('volumeSpread'), percent(assumptions.volume_spread)],
        [t('centreSpread'), percent(assumptions.centre_spread)],
        [t('measuredTimes'), exact(assumptions.times_from_provenance, 'number')],
        [
          t('seed'),
          <code key="seed" className="font-mono text-sm">
            {task.seed}
          </code>,
        ],
        [
          t('engine'),
          <code key="engine" className="font-mono text-sm">
            {task.engine_version}
          </code>,
        ],
        [
          t('inputs'),
          task.inputs_hash && (
            <code key="inputs" className="font-mono text-sm" title={task.inputs_hash}>
              {task.inputs_hash.slice(0, HASH_SHOWN)}…
            </code>
          ),
        ],
        [t('ended'), task.ended_at && moment(new Date(task.ended_at))],
      ]}
    />
  );
}
