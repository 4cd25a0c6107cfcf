export interface Sort<Key extends string = string> {
  by: Key;
  descending: boolean;
}

/** As addresses and the API write it: `name`, `-name`. */
export function writeSort<Key extends string>({ by, descending }: Sort<Key>): Key | `-${Key}` {
  return descending ? `-${by}` : by;
}

/** What an address says, as far as it can be sorted by; else nothing. */
export function readSort<Key extends string>(
  keys: readonly Key[],
  value: unknown,
): Sort<Key> | undefined {
  if (typeof value !== 'string') return undefined;
  const descending = value.startsWith('-');
  const by = keys.find((key) => key === (descending ? value.slice(1) : value));
  return by && { by, descending };
}
