import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';
import { ifMatch } from '~/api/version';
import { SALARIES_KEY } from '../salaries/api';

type Schemas = components['schemas'];
export type Pay = Schemas['Pay'];
export type Salary = Schemas['Salary'];
export type SalaryDraft = Schemas['SalaryDraft'];
export type Item = Schemas['SalaryItem'];
export type ItemDraft = Schemas['SalaryItemDraft'];

export const ITEM_KINDS = ['bonus', 'unpaid', 'deduction'] as const;

const PAY = '/api/v1/staff/people/{id}/pay';
const SALARIES = '/api/v1/staff/people/{id}/salaries';
const ITEMS = '/api/v1/staff/people/{id}/salary-items';

/** Salaries, what varies, and payslips of one employee. */
export function payQuery(employee: number) {
  return queryOptions({
    queryKey: [...SALARIES_KEY, 'pay', employee],
    queryFn: ({ signal }) => readPay(employee, signal),
  });
}

export function readPay(employee: number, signal: AbortSignal): Promise<Pay> {
  return expectData(api.GET(PAY, { params: { path: { id: employee } }, signal }));
}

/** `stored`: what is changed, as it was read; none adds one. */
export function saveSalary(
  employee: number,
  stored: Pick<Salary, 'id' | 'version'> | undefined,
  body: SalaryDraft,
): Promise<Pay> {
  return stored
    ? expectData(
        api.PUT(`${SALARIES}/{salary_id}`, {
          params: {
            path: { id: employee, salary_id: stored.id },
            header: ifMatch(stored.version),
          },
          body,
        }),
      )
    : expectData(api.POST(SALARIES, { params: { path: { id: employee } }, body }));
}

export function removeSalary(employee: number, { id, version }: Salary): Promise<Pay> {
  const params = { path: { id: employee, salary_id: id }, header: ifMatch(version) };
  return expectData(api.DELETE(`${SALARIES}/{salary_id}`, { params }));
}

/** `stored`: what is changed, as it was read; none adds one. */
export function saveItem(
  employee: number,
  stored: Pick<Item, 'id' | 'version'> | undefined,
  body: ItemDraft,
): Promise<Pay> {
  return stored
    ? expectData(
        api.PUT(`${ITEMS}/{item_id}`, {
          params: { path: { id: employee, item_id: stored.id }, header: ifMatch(stored.version) },
          body,
        }),
      )
    : expectData(api.POST(ITEMS, { params: { path: { id: employee } }, body }));
}

export function removeItem(employee: number, { id, version }: Item): Promise<Pay> {
  const params = { path: { id: employee, item_id: id }, header: ifMatch(version) };
  return expectData(api.DELETE(`${ITEMS}/{item_id}`, { params }));
}
