import type { components } from '~/api/schema';

type Place = components['schemas']['FilterPlace'];

const STEP = '\u2003';

/** Places for a list to choose from, each as far in as it stands below others. */
export function indented(places: readonly Place[]): { value: string; label: string }[] {
  return places.map(({ id, name, depth }) => ({
    value: String(id),
    label: STEP.repeat(depth) + name,
  }));
}
