import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import { ifMatch } from '~/api/version';
import type { Explained } from '~/parts/why/explained';
import type {
  CentreRules,
  PlaceResult,
  ResultTree,
  Rules,
  ScenarioRequest,
  ScenarioResult,
  SeenCentre,
  SeenHeadcount,
  SeenPost,
  SeenRules,
  SeenTasks,
  SeenVolume,
  SimulationKind,
  SimulationRequest,
  SimulationTask,
  TaskChange,
  TaskWithHistory,
} from './types';

export const WORKFORCE_KEY = ['workforce'];
export const RESULTS_KEY = [...WORKFORCE_KEY, 'results'];
export const REFERENCE_KEY = [...WORKFORCE_KEY, 'reference'];
const FIGURES_KEY = [...WORKFORCE_KEY, 'figures'];

const BASE = '/api/v1/workforce';

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}
const loose = api as unknown as Record<
  'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE',
  (path: string, init: object) => Promise<Answer>
>;
const ask = <Data>(answer: Promise<Answer>) => expectData(answer) as Promise<Data>;

/** Which months results are the mean of. */
export interface Asked {
  until?: string | undefined;
  months?: number | undefined;
}

function monthsOf({ until, months }: Asked) {
  return { ...(until && { until }), ...(months && { months }) };
}

export function resultsQuery(asked: Asked) {
  const query = monthsOf(asked);
  return queryOptions({
    queryKey: [...RESULTS_KEY, 'tree', query],
    queryFn: ({ signal }) =>
      ask<ResultTree>(loose.GET(`${BASE}/results`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function placeQuery(id: number, asked: Asked) {
  const query = monthsOf(asked);
  return queryOptions({
    queryKey: [...RESULTS_KEY, 'place', id, query],
    queryFn: ({ signal }) =>
      ask<PlaceResult>(loose.GET(`${BASE}/results/places/${id}`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function explain(
  of: { place?: number | undefined; post?: number | undefined },
  asked: Asked,
  signal: AbortSignal,
): Promise<Explained> {
  const query = {
    ...(of.place !== undefined && { place_id: of.place }),
    ...(of.post !== undefined && { post_id: of.post }),
    ...monthsOf(asked),
  };
  return ask(loose.GET(`${BASE}/results/explain`, { params: { query }, signal }));
}

/** What the browser takes the file from, relative to the page's base. */
export function exportAddress(format: 'csv' | 'xlsx', asked: Asked): string {
  const query = Object.entries(monthsOf(asked)).map(([name, value]) => [name, String(value)]);
  return `${BASE.slice(1)}/results/export?${new URLSearchParams([['format', format], ...query])}`;
}

export function runScenario(body: ScenarioRequest, signal: AbortSignal): Promise<ScenarioResult> {
  return ask(loose.POST(`${BASE}/scenario`, { body, signal }));
}

export interface TasksWanted {
  q?: string | undefined;
  post?: number | undefined;
  method?: string | undefined;
  doubtful?: boolean | undefined;
}

export function tasksQuery(
  { q, post, method, doubtful }: TasksWanted,
  asked: { sort: string; after?: string },
) {
  const query = {
    ...(q && { q }),
    ...(post && { post_id: post }),
    ...(method && { method }),
    ...(doubtful && { doubtful }),
    ...asked,
    limit: 25,
  };
  return queryOptions({
    queryKey: [...REFERENCE_KEY, 'tasks', query],
    queryFn: ({ signal }) => ask<SeenTasks>(loose.GET(`${BASE}/tasks`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function readTask(id: number, signal?: AbortSignal): Promise<TaskWithHistory> {
  return ask(loose.GET(`${BASE}/tasks/${id}`, { ...(signal && { signal }) }));
}

export function taskQuery(id: number) {
  return queryOptions({
    queryKey: [...REFERENCE_KEY, 'task', id],
    queryFn: ({ signal }) => readTask(id, signal),
  });
}

export function changeTask(
  id: number,
  version: number,
  body: TaskChange,
): Promise<TaskWithHistory> {
  return ask(loose.PATCH(`${BASE}/tasks/${id}`, { params: { header: ifMatch(version) }, body }));
}

export const postsQuery = queryOptions({
  queryKey: [...REFERENCE_KEY, 'posts'],
  queryFn: ({ signal }) => ask<{ posts: SeenPost[] }>(loose.GET(`${BASE}/posts`, { signal })),
});

export function readRules(signal?: AbortSignal): Promise<SeenRules> {
  return ask(loose.GET(`${BASE}/settings`, { ...(signal && { signal }) }));
}

export const rulesQuery = queryOptions({
  queryKey: [...REFERENCE_KEY, 'rules'],
  queryFn: ({ signal }) => readRules(signal),
});

export function changeRules(version: number, body: Rules): Promise<SeenRules> {
  return ask(loose.PUT(`${BASE}/settings`, { params: { header: ifMatch(version) }, body }));
}

function readCentres(signal: AbortSignal): Promise<{ centres: SeenCentre[] }> {
  return ask(loose.GET(`${BASE}/centres`, { signal }));
}

export const centresQuery = queryOptions({
  queryKey: [...REFERENCE_KEY, 'centres'],
  queryFn: ({ signal }) => readCentres(signal),
});

export async function readCentre(id: number, signal: AbortSignal): Promise<SeenCentre | undefined> {
  const { centres } = await readCentres(signal);
  return centres.find(({ place_id: place }) => place === id);
}

export function changeCentre(id: number, version: number, body: CentreRules): Promise<SeenCentre> {
  return ask(
    loose.PUT(`${BASE}/centres/${id}`, { params: { header: ifMatch(version) }, body }),
  );
}

interface VolumesWanted {
  place_id: number;
  post_id?: number;
  task_id?: number;
  /** Months, both included. */
  from?: string;
  to?: string;
  sort?: string;
  after?: string;
}

export function readVolumes(
  query: VolumesWanted & { limit?: number },
  signal: AbortSignal,
): Promise<{ volumes: SeenVolume[]; next: string | null }> {
  return ask(loose.GET(`${BASE}/volumes`, { params: { query }, signal }));
}

export function volumesQuery(wanted: VolumesWanted) {
  const query = { ...wanted, limit: 25 };
  return queryOptions({
    queryKey: [...FIGURES_KEY, 'volumes', query],
    queryFn: ({ signal }) => readVolumes(query, signal),
    placeholderData: keepPreviousData,
  });
}

export function changeVolume(
  { id, version }: Pick<SeenVolume, 'id' | 'version'>,
  quantity: number,
): Promise<SeenVolume> {
  return ask(
    loose.PATCH(`${BASE}/volumes/${id}`, { params: { header: ifMatch(version) }, body: { quantity } }),
  );
}

export function headcountQuery(place: number) {
  const query = { place_id: place, limit: 200 };
  return queryOptions({
    queryKey: [...FIGURES_KEY, 'headcount', query],
    queryFn: ({ signal }) =>
      ask<{ headcounts: SeenHeadcount[] }>(
        loose.GET(`${BASE}/headcount`, { params: { query }, signal }),
      ),
  });
}

export function changeHeadcount(
  { id, version }: Pick<SeenHeadcount, 'id' | 'version'>,
  body: { present: number; as_of: string },
): Promise<SeenHeadcount> {
  return ask(
    loose.PATCH(`${BASE}/headcount/${id}`, { params: { header: ifMatch(version) }, body }),
  );
}

const ASYNC = '/api/v1/async';
export const SIMULATIONS_KEY = [...WORKFORCE_KEY, 'simulations'];

export interface SimulationHealth {
  status: 'ready' | 'degraded';
  workers: number;
  waiting: number;
  running: number;
}

export const simulationHealthQuery = queryOptions({
  queryKey: [...SIMULATIONS_KEY, 'health'],
  queryFn: ({ signal }) => ask<SimulationHealth>(loose.GET(`${ASYNC}/health`, { signal })),
});

/** Of one direction, of the nation (`null`), or of some centres. */
export type SimulationTarget = {
  direction: number;
  nationale: null;
  centres: readonly number[];
};

export function startTask<Kind extends SimulationKind>(
  kind: Kind,
  of: SimulationTarget[Kind],
  data: SimulationRequest,
): Promise<SimulationTask> {
  const where = typeof of === 'number' ? `${kind}/${of}` : kind;
  const body = { ...data, ...(Array.isArray(of) && { place_ids: of }) };
  return ask(loose.POST(`${ASYNC}/simulation/${where}`, { body }));
}

export function readSimulation(id: number, signal: AbortSignal): Promise<SimulationTask> {
  return ask(loose.GET(`${ASYNC}/task/${id}`, { signal }));
}

export function simulationQuery(id: number) {
  return queryOptions({
    queryKey: [...SIMULATIONS_KEY, 'task', id],
    queryFn: ({ signal }) => readSimulation(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function cancelSimulation(id: number): Promise<SimulationTask> {
  return ask(loose.DELETE(`${ASYNC}/task/${id}`, {}));
}

export const simulationEvents = (id: number) => `${ASYNC}/task/${id}/events`.slice(1);
