/** What is asked about in an address: `all`, `place-12`, `place-12-post-3`. */
export interface Question {
  place?: number | undefined;
  post?: number | undefined;
}

const FORM = /^(?:all|place-(?<place>\d{1,15}))(?:-post-(?<post>\d{1,15}))?$/;

export function writeWhy({ place, post }: Question): string {
  const where = place === undefined ? 'all' : `place-${place}`;
  return post === undefined ? where : `${where}-post-${post}`;
}

/** What makes no sense asks about everything. */
export function readWhy(why: string): Question {
  const { place, post } = FORM.exec(why)?.groups ?? {};
  return {
    ...(place !== undefined && { place: Number(place) }),
    ...(post !== undefined && { post: Number(post) }),
  };
}

const PLACE = /^place:(\d{1,15})$/;

/** A place in a sum is explained by itself, of the post that the sum is of. */
export function deeperWhy(name: string, why: string): string | undefined {
  const [, place] = PLACE.exec(name) ?? [];
  return place === undefined ? undefined : writeWhy({ ...readWhy(why), place: Number(place) });
}
