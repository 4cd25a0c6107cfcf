import type { Place } from './api';

type Placed = Pick<Place, 'id' | 'parent_id' | 'name' | 'path'>;

/** How far below the top of what is shown: a manager's tree begins at his own place. */
export function depths(places: readonly Placed[]): Map<number, number> {
  const byId = new Map(places.map((place) => [place.id, place]));
  const depth = (place: Placed): number => {
    const parent = place.parent_id === null ? undefined : byId.get(place.parent_id);
    return parent === undefined ? 0 : depth(parent) + 1;
  };
  return new Map(places.map((place) => [place.id, depth(place)]));
}

/** Each place right below the one that it belongs to, neighbours by name. */
export function inTreeOrder<Each extends Placed>(places: readonly Each[]): Each[] {
  const known = new Set(places.map(({ id }) => id));
  const above = ({ parent_id: id }: Each) => (id !== null && known.has(id) ? id : null);
  const sorted = places.toSorted((a, b) => a.name.localeCompare(b.name));
  const below = (parent: number | null): Each[] =>
    sorted
      .filter((place) => above(place) === parent)
      .flatMap((place) => [place, ...below(place.id)]);
  return below(null);
}

const STEP = '   ';

/** For a list to choose from: what lies below is set in. */
export function indented(places: readonly Placed[]): { value: string; label: string }[] {
  const depth = depths(places);
  return inTreeOrder(places).map(({ id, name }) => ({
    value: String(id),
    label: STEP.repeat(depth.get(id) ?? 0) + name,
  }));
}
