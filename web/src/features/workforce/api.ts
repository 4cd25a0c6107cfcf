import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import { ifMatch } from '~/api/version';
import type { Explained } from '~/parts/why/explained';
import type {
  CentreRules,
  HeadcountChange,
  Method,
  Rules,
  ScenarioRequest,
  ScenarioResult,
  SeenCentre,
  SeenHeadcount,
  SeenRules,
  SeenVolume,
  SeenVolumes,
  TaskChange,
  TaskWithHistory,
} from './types';

export const WORKFORCE_KEY = ['workforce'];
export const RESULTS_KEY = [...WORKFORCE_KEY, 'results'];
const REFERENCE_KEY = [...WORKFORCE_KEY, 'reference'];
const FIGURES_KEY = [...WORKFORCE_KEY, 'figures'];

const BASE = '/api/v1/workforce';

const one = (id: number) => ({ path: { id } });
const edited = (id: number, version: number) => ({ path: { id }, header: ifMatch(version) });
const at = (place: number, version: number) => ({
  path: { place_id: place },
  header: ifMatch(version),
});

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
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/results`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function placeQuery(id: number, asked: Asked) {
  const params = { path: { place_id: id }, query: monthsOf(asked) };
  return queryOptions({
    queryKey: [...RESULTS_KEY, 'place', id, params.query],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${BASE}/results/places/{place_id}`, { params, signal })),
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
  return expectData(api.GET(`${BASE}/results/explain`, { params: { query }, signal }));
}

/** What the browser takes the file from, relative to the page's base. */
export function exportAddress(format: 'csv' | 'xlsx', asked: Asked): string {
  const query = Object.entries(monthsOf(asked)).map(([name, value]) => [name, String(value)]);
  return `${BASE.slice(1)}/results/export?${new URLSearchParams([['format', format], ...query])}`;
}

/** The months are the API's default: those of the page that opens. */
export function runScenario(
  wanted: Omit<ScenarioRequest, 'months'>,
  signal: AbortSignal,
): Promise<ScenarioResult> {
  const body = wanted as ScenarioRequest;
  return expectData(api.POST(`${BASE}/scenario`, { body, signal }));
}

export interface TasksWanted {
  q?: string | undefined;
  post?: number | undefined;
  method?: Method | undefined;
  doubtful?: boolean | undefined;
}

type TaskOrder = 'post' | 'name' | 'code' | 'minutes';

export function tasksQuery(
  { q, post, method, doubtful }: TasksWanted,
  asked: { sort: TaskOrder | `-${TaskOrder}`; after?: string },
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
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/tasks`, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function readTask(id: number, signal: AbortSignal): Promise<TaskWithHistory> {
  return expectData(api.GET(`${BASE}/tasks/{id}`, { params: one(id), signal }));
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
  return expectData(api.PATCH(`${BASE}/tasks/{id}`, { params: edited(id, version), body }));
}

export const postsQuery = queryOptions({
  queryKey: [...REFERENCE_KEY, 'posts'],
  queryFn: ({ signal }) => expectData(api.GET(`${BASE}/posts`, { signal })),
});

export function readRules(signal: AbortSignal): Promise<SeenRules> {
  return expectData(api.GET(`${BASE}/settings`, { signal }));
}

export const rulesQuery = queryOptions({
  queryKey: [...REFERENCE_KEY, 'rules'],
  queryFn: ({ signal }) => readRules(signal),
});

export function changeRules(version: number, body: Rules): Promise<SeenRules> {
  const params = { header: ifMatch(version) };
  return expectData(api.PUT(`${BASE}/settings`, { params, body }));
}

export function readCentre(id: number, signal: AbortSignal): Promise<SeenCentre> {
  const params = { path: { place_id: id } };
  return expectData(api.GET(`${BASE}/centres/{place_id}`, { params, signal }));
}

export const centreQuery = (id: number) =>
  queryOptions({
    queryKey: [...REFERENCE_KEY, 'centres', id],
    queryFn: ({ signal }) => readCentre(id, signal),
  });

export function changeCentre(id: number, version: number, body: CentreRules): Promise<SeenCentre> {
  const params = at(id, version);
  return expectData(api.PUT(`${BASE}/centres/{place_id}`, { params, body }));
}

type VolumeOrder = 'period' | 'task' | 'quantity';

interface VolumesWanted {
  place_id: number;
  post_id?: number;
  task_id?: number;
  /** Months, both included. */
  from?: string;
  to?: string;
  sort?: VolumeOrder | `-${VolumeOrder}`;
  after?: string;
  limit?: number;
}

export function readVolumes(query: VolumesWanted, signal: AbortSignal): Promise<SeenVolumes> {
  return expectData(api.GET(`${BASE}/volumes`, { params: { query }, signal }));
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
  const body = { quantity };
  return expectData(api.PATCH(`${BASE}/volumes/{id}`, { params: edited(id, version), body }));
}

/** A centre has a few dozen posts: one page holds them. */
export function headcountQuery(place: number) {
  const query = { place_id: place, limit: 200 };
  return queryOptions({
    queryKey: [...FIGURES_KEY, 'headcount', query],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${BASE}/headcount`, { params: { query }, signal })),
  });
}

export function changeHeadcount(
  { id, version }: Pick<SeenHeadcount, 'id' | 'version'>,
  body: HeadcountChange,
): Promise<SeenHeadcount> {
  return expectData(api.PATCH(`${BASE}/headcount/{id}`, { params: edited(id, version), body }));
}
