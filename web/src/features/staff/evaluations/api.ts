import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, expectData, expectDone } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import { STAFF_KEY } from '../people/api';

type Schemas = components['schemas'];
export type Evaluation = Schemas['SeenEvaluation'];

export const EVALUATIONS_KEY = [...STAFF_KEY, 'evaluations'];
/** What changes with an evaluation. */
export const TOUCHED = [EVALUATIONS_KEY, [...STAFF_KEY, 'statistics']];
export const SORTS = ['period', 'mark', 'name'] as const;

const EVALUATIONS = '/api/v1/staff/evaluations';
const PAGE = 50;

interface Asked {
  sort: (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;
  after?: string;
}

/** Without `of` those within reach; `me`: the reader's own. */
export function evaluationsQuery(
  asked: Asked,
  of: { employee?: number | 'me' | undefined; place?: number | undefined },
) {
  const { employee, place } = of;
  const query = {
    ...asked,
    limit: PAGE,
    ...(place && { place }),
    ...(typeof employee === 'number' && { employee }),
  };
  return queryOptions({
    queryKey: [...EVALUATIONS_KEY, employee, query],
    queryFn: ({ signal }) =>
      employee === 'me'
        ? expectData(api.GET('/api/v1/staff/me/evaluations', { params: { query: asked }, signal }))
        : expectData(api.GET(EVALUATIONS, { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function readEvaluation(id: number, signal: AbortSignal): Promise<Evaluation> {
  return expectData(api.GET(`${EVALUATIONS}/{id}`, { params: { path: { id } }, signal }));
}

export function addEvaluation(body: Schemas['EvaluationDraft']): Promise<Evaluation> {
  return expectData(api.POST(EVALUATIONS, { body }));
}

export function changeEvaluation(
  id: number,
  version: number,
  body: Schemas['EvaluationChange'],
): Promise<Evaluation> {
  const params = { path: { id }, header: ifMatch(version) };
  return expectData(api.PATCH(`${EVALUATIONS}/{id}`, { params, body }));
}

export function removeEvaluation({ id, version }: Evaluation): Promise<void> {
  const params = { path: { id }, header: ifMatch(version) };
  return expectDone(api.DELETE(`${EVALUATIONS}/{id}`, { params }));
}
