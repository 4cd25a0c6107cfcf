import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import { WORKFORCE_KEY } from '../api';
import type { SimulationKind, SimulationRequest, SimulationTask } from '../types';

const BASE = '/api/v1/async';
const SIMULATIONS_KEY = [...WORKFORCE_KEY, 'simulations'];

export const simulationHealthQuery = queryOptions({
  queryKey: [...SIMULATIONS_KEY, 'health'],
  queryFn: ({ signal }) => expectData(api.GET(`${BASE}/health`, { signal })),
});

/** What each kind is of: one direction, everything, some centres. */
export interface SimulationTarget extends Record<SimulationKind, unknown> {
  direction: number;
  nationale: null;
  centres: number[];
}

/** A kind with what it is of. */
export type Target = { [Kind in SimulationKind]: [Kind, SimulationTarget[Kind]] }[SimulationKind];

/** What is left out is as the API has it by default. */
export type SimulationData = Partial<SimulationRequest>;

export function startTask([kind, of]: Target, data: SimulationData): Promise<SimulationTask> {
  const body = data as SimulationRequest;
  switch (kind) {
    case 'direction': {
      const params = { path: { place_id: of } };
      return expectData(api.POST(`${BASE}/simulation/direction/{place_id}`, { params, body }));
    }
    case 'nationale':
      return expectData(api.POST(`${BASE}/simulation/nationale`, { body }));
    case 'centres': {
      const some = { ...body, place_ids: of };
      return expectData(api.POST(`${BASE}/simulation/centres`, { body: some }));
    }
  }
}

const one = (id: number) => ({ path: { task_id: id } });

export function readSimulation(id: number, signal: AbortSignal): Promise<SimulationTask> {
  return expectData(api.GET(`${BASE}/task/{task_id}`, { params: one(id), signal }));
}

/** Read again when its events say that something has changed. */
export function simulationQuery(id: number) {
  return queryOptions({
    queryKey: [...SIMULATIONS_KEY, 'task', id],
    queryFn: ({ signal }) => readSimulation(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function cancelSimulation(id: number): Promise<SimulationTask> {
  return expectData(api.DELETE(`${BASE}/task/{task_id}`, { params: one(id) }));
}

export const simulationEvents = (id: number) => `${BASE}/task/${id}/events`.slice(1);
