import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asFailure, type Failure } from '~/api/failure';
import { naturalNumber, useSearchParams } from '~/lib/useFilters';
import { isOver, type Standing, useFollowedJob } from '~/parts/job/useFollowedJob';
import type { SimulationKind, SimulationResult, SimulationTask } from '../types';
import {
  cancelSimulation,
  readSimulation,
  type SimulationData,
  type SimulationTarget,
  simulationEvents,
  simulationQuery,
  startTask,
  type Target,
} from './api';

/** For this tab: whoever leaves the page and comes back finds the simulation again. */
const KEPT = 'regie.simulation';

function recall(): number | undefined {
  try {
    return naturalNumber(Number(sessionStorage.getItem(KEPT) ?? Number.NaN));
  } catch {
    return undefined;
  }
}

function remember(id: number | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, String(id));
  } catch {
    // The address still has it.
  }
}

export interface AsyncSimulation {
  /** Begins one; the address then has its number, so that a reload goes on where it is. */
  startSimulation: <Kind extends SimulationKind>(
    kind: Kind,
    of: SimulationTarget[Kind],
    data?: SimulationData,
  ) => Promise<void>;
  /** None when there is none, or before it is read. */
  task: SimulationTask | undefined;
  /** While it waits or runs. */
  progress: Standing | undefined;
  result: SimulationResult | undefined;
  cancel: () => Promise<void>;
  /** Between the press and the server's answer. */
  isStarting: boolean;
  isCancelling: boolean;
  /** Why it could not be begun, read or ended. */
  failure: Failure | undefined;
  /** Leaves it: the page is as before. What runs runs on. */
  leave: () => void;
}

/** A simulation in the background: begun, followed, ended, and found again after a reload. */
export function useAsyncSimulation(): AsyncSimulation {
  const queries = useQueryClient();
  const [search, change] = useSearchParams();
  const [kept, setKept] = useState(recall);
  const id = naturalNumber(search.task) ?? kept;
  const [isStarting, setStarting] = useState(false);
  const [cancelled, setCancelled] = useState<number>();
  const [refusal, setRefusal] = useState<Failure>();
  const query = useQuery({ ...simulationQuery(id ?? 0), enabled: id !== undefined });
  const task = id === undefined ? undefined : query.data;
  const runs = task !== undefined && !isOver(task.state);

  const { standing } = useFollowedJob(runs ? followed(task) : undefined, () => {
    void queries.invalidateQueries({ queryKey: simulationQuery(task?.task_id ?? 0).queryKey });
  });

  const keep = (next: number | undefined) => {
    remember(next);
    setKept(next);
    change({ task: next });
  };
  const tell = (found: SimulationTask) =>
    queries.setQueryData(simulationQuery(found.task_id).queryKey, found);

  return {
    startSimulation: async (kind, of, data = {}) => {
      setStarting(true);
      setRefusal(undefined);
      try {
        const started = await startTask([kind, of] as Target, data);
        tell(started);
        keep(started.task_id);
      } catch (error) {
        setRefusal(asFailure(error));
      } finally {
        setStarting(false);
      }
    },
    task,
    progress: runs ? (standing ?? standingOf(task)) : undefined,
    result: task?.result ?? undefined,
    cancel: async () => {
      if (!runs) return;
      setCancelled(task.task_id);
      try {
        tell(await cancelSimulation(task.task_id));
      } catch (error) {
        setRefusal(asFailure(error));
        setCancelled(undefined);
      }
    },
    isStarting,
    isCancelling: runs && (task.cancelling || cancelled === task.task_id),
    failure: refusal ?? (query.error && id !== undefined ? asFailure(query.error) : undefined),
    leave: () => {
      setRefusal(undefined);
      keep(undefined);
    },
  };
}

function followed({ task_id: id }: SimulationTask) {
  return {
    id,
    events: simulationEvents(id),
    look: async (signal: AbortSignal) => standingOf(await readSimulation(id, signal)),
  };
}

function standingOf({ state, reason, progress: { done, total } }: SimulationTask): Standing {
  return { state, reason, done, total: total || null, message: null };
}
