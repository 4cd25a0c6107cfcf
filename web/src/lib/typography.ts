const RULES: readonly [RegExp, string][] = [
  [/« /g, '«\u202f'],
  [/ (?=[;?!»])/g, '\u202f'],
  [/ (?=:(\s|$))/g, '\u00a0'],
];

function setSpaces(text: string): string {
  return RULES.reduce((set, [pattern, space]) => set.replace(pattern, space), text);
}

/**
 * Puts French no-break spaces where sources have plain ones: narrow before ; ? ! » and after «,
 * full before a colon.
 */
export function french<Catalogue extends object>(catalogue: Catalogue): Catalogue {
  const entries = Object.entries(catalogue).map(([key, value]) => [
    key,
    typeof value === 'string' ? setSpaces(value) : french(value),
  ]);
  return Object.fromEntries(entries);
}
