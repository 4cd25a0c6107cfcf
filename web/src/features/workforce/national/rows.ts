import type { Figures, Node, PlaceResult, ResultTree } from '../types';

/** A line of the tree: a place, a post of a centre, or what stands in while posts are read. */
export interface Row {
  key: string;
  name: string;
  place: number | undefined;
  post: number | undefined;
  /** None while it is read. */
  figures: Figures | undefined;
  below: readonly Row[];
}

const READING: Row = {
  key: 'reading',
  name: '…',
  place: undefined,
  post: undefined,
  figures: undefined,
  below: [],
};

export function keyOf(place: number | null): string {
  return place === null ? 'all' : `place-${place}`;
}

/** Places as they hang together; below a centre its posts, as far as they were read. */
export function rowsOf(
  { nodes }: Pick<ResultTree, 'nodes'>,
  posts: ReadonlyMap<number, PlaceResult['posts']>,
): Row[] {
  const known = new Set(nodes.map(({ place_id: id }) => id));
  const byParent = new Map<number | null, Node[]>();
  for (const node of nodes) {
    const above = known.has(node.parent_id) ? node.parent_id : null;
    byParent.set(above, [...(byParent.get(above) ?? []), node]);
  }
  const row = (node: Node): Row => {
    const places = node.place_id === null ? [] : (byParent.get(node.place_id) ?? []);
    return {
      key: keyOf(node.place_id),
      name: node.name,
      place: node.place_id ?? undefined,
      post: undefined,
      figures: node,
      below: places.length > 0 ? places.map(row) : postRows(node, posts),
    };
  };
  return (byParent.get(null) ?? []).map(row);
}

function postRows(centre: Node, posts: ReadonlyMap<number, PlaceResult['posts']>): Row[] {
  const { place_id: id } = centre;
  if (id === null) return [];
  const read = posts.get(id);
  if (read === undefined) return [{ ...READING, key: `${keyOf(id)}-reading` }];
  return read.map((post) => ({
    key: `${keyOf(id)}-post-${post.post_id}`,
    name: post.name,
    place: id,
    post: post.post_id,
    figures: post,
    below: [],
  }));
}

/** Those that have posts and no places below. */
export function centresOf(nodes: readonly Node[]): Node[] {
  const above = new Set(nodes.map(({ parent_id: id }) => id));
  return nodes.filter(({ place_id: id }) => id !== null && !above.has(id));
}
