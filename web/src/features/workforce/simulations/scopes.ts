import { centresOf } from '../national/rows';
import type { Node } from '../types';
import type { Target } from './api';

const STEP = '\u2003';

/** Places to choose from, set in as they hang together. */
export function scopeItems(nodes: readonly Node[]): { value: string; label: string }[] {
  const top = Math.min(...nodes.map(({ depth }) => depth));
  return nodes.flatMap(({ place_id: id, name, depth }) =>
    id === null ? [] : [{ value: String(id), label: STEP.repeat(depth - top) + name }],
  );
}

/** How the API calls the simulation of a place. */
export function targetOf(place: Node, nodes: readonly Node[]): Target {
  const id = place.place_id ?? 0;
  if (place.kind === 'nation') return ['nationale', null];
  const isCentre = centresOf(nodes).some(({ place_id: each }) => each === id);
  return isCentre ? ['centres', [id]] : ['direction', id];
}
