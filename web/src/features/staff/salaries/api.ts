import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import type { Explained } from '~/parts/why/explained';

type Schemas = components['schemas'];
export type Run = Schemas['SalaryRun'];
export type RunDetail = Schemas['SalaryRunDetail'];
export type RunDraft = Schemas['RunDraft'];
export type Started = Schemas['RunStarted'];
export type Changes = Schemas['RunChanges'];
export type SiteTotals = Schemas['SiteTotals'];
export type PayslipRow = Schemas['PayslipRow'];
export type Payslip = Schemas['Payslip'];
export type Line = Schemas['SeenLine'];

export const SALARIES_KEY = ['staff', 'salaries'];
export const RUNS_KEY = [...SALARIES_KEY, 'runs'];

const BASE = '/api/v1/staff/salaries/runs';

export const SORTS = ['name', 'net', 'difference'] as const;
export type SortKey = (typeof SORTS)[number];
export type Sort = 'name' | '-net' | '-difference';

const one = (id: number) => ({ path: { id } });
const edited = (run: Pick<Run, 'id' | 'version'>) => ({
  path: { id: run.id },
  header: ifMatch(run.version),
});

/** The newest month first. */
export function runsQuery(after: string | undefined) {
  const query = { ...(after && { after }), limit: 25 };
  return queryOptions({
    queryKey: [...RUNS_KEY, 'list', query],
    queryFn: ({ signal }) => expectData(api.GET(BASE, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export const runKey = (id: number) => [...RUNS_KEY, 'one', id];

export function runQuery(id: number) {
  return queryOptions({
    queryKey: runKey(id),
    queryFn: ({ signal }) => expectData(api.GET(`${BASE}/{id}`, { params: one(id), signal })),
  });
}

export interface PayslipsWanted {
  site: number | undefined;
  q: string | undefined;
  sort: Sort;
  after: string | undefined;
}

export function payslipsQuery(id: number, { site, q, sort, after }: PayslipsWanted) {
  const query = {
    ...(site && { site }),
    ...(q && { q }),
    ...(after && { after }),
    sort,
    limit: 25,
  };
  return queryOptions({
    queryKey: [...runKey(id), 'payslips', query],
    queryFn: ({ signal }) =>
      expectData(api.GET(`${BASE}/{id}/payslips`, { params: { ...one(id), query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Why the gross salaries are others than in the month before. */
export function differenceQuery(id: number, language: string) {
  return queryOptions({
    queryKey: [...runKey(id), 'difference', language],
    queryFn: ({ signal }) => explainRun(id, { of: 'difference' }, signal),
  });
}

export function explainRun(
  id: number,
  query: { of: 'net' | 'difference'; site?: number },
  signal: AbortSignal,
): Promise<Explained> {
  return expectData(api.GET(`${BASE}/{id}/explain`, { params: { ...one(id), query }, signal }));
}

export function startRun(body: RunDraft): Promise<Started> {
  return expectData(api.POST(BASE, { body }));
}

export function resumeRun(id: number): Promise<RunDetail> {
  return expectData(api.POST(`${BASE}/{id}/resume`, { params: one(id) }));
}

export function computeAgain(run: Run): Promise<RunDetail> {
  return expectData(api.POST(`${BASE}/{id}/compute`, { params: edited(run) }));
}

/** Ends the computation; what was computed stays. */
export function stopRun(id: number): Promise<RunDetail> {
  return expectData(api.DELETE(`${BASE}/{id}/job`, { params: one(id) }));
}

export function releaseRun(run: Run): Promise<RunDetail> {
  return expectData(api.POST(`${BASE}/{id}/release`, { params: edited(run) }));
}

export function discardRun(run: Run): Promise<void> {
  return expectDone(api.DELETE(`${BASE}/{id}`, { params: edited(run) }));
}

export function readChanges(id: number): Promise<Changes> {
  return expectData(api.GET(`${BASE}/{id}/changes`, { params: one(id) }));
}

/** Whose payslips: one's own, or somebody's within reach. */
export type Whose = 'own' | 'others';

export function payslipQuery(whose: Whose, id: number, language: string) {
  const params = one(id);
  return queryOptions({
    queryKey: [...SALARIES_KEY, 'payslip', whose, id, language],
    queryFn: ({ signal }) =>
      whose === 'own'
        ? expectData(api.GET('/api/v1/staff/me/payslips/{id}', { params, signal }))
        : expectData(api.GET('/api/v1/staff/salaries/payslips/{id}', { params, signal })),
  });
}

export function explainPayslip(whose: Whose, id: number, signal: AbortSignal): Promise<Explained> {
  const params = one(id);
  return whose === 'own'
    ? expectData(api.GET('/api/v1/staff/me/payslips/{id}/explain', { params, signal }))
    : expectData(api.GET('/api/v1/staff/salaries/payslips/{id}/explain', { params, signal }));
}

/** One's own, the newest first. */
export const ownPayslipsQuery = queryOptions({
  queryKey: [...SALARIES_KEY, 'own'],
  queryFn: ({ signal }) => expectData(api.GET('/api/v1/staff/me/payslips', { signal })),
});
