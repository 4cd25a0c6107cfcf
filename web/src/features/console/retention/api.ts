import { queryOptions } from '@tanstack/react-query';
import { api, expectData } from '~/api/client';
import type { components } from '~/api/schema';

type Schemas = components['schemas'];
export type KeptClass = Schemas['KeptClass'];
export type PurgedClass = Schemas['PurgedClass'];

export const RETENTION_KEY = ['console', 'retention'];

/** Titles come in the language of the page, hence one answer per language. */
export function retentionQuery(language: string) {
  return queryOptions({
    queryKey: [...RETENTION_KEY, language],
    queryFn: ({ signal }) => expectData(api.GET('/api/v1/console/retention', { signal })),
  });
}

/** Removes what is old enough, of one class or of all. */
export async function purge(name: string | null): Promise<PurgedClass[]> {
  const body = { classes: name === null ? null : [name] };
  const { classes } = await expectData(api.POST('/api/v1/console/retention/purge', { body }));
  return classes;
}
