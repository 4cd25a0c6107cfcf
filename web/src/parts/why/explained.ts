import type { Unit, Units } from '~/lib/units';

/** One number of a calculation; `terms` are those it was made of, to any depth. */
export interface Explained {
  name: string;
  label: string;
  /** None: there is nothing to calculate with, and `source` says why. */
  value: number | null;
  unit?: Unit;
  formula?: string | null;
  /** Of a number that was given and not calculated. */
  source?: string | null;
  terms?: Explained[];
}

const NOTHING = '–';
const STEP = '  ';

export function written({ value, unit = 'number' }: Explained, { exact }: Units): string {
  return value === null ? NOTHING : exact(value, unit);
}

/** The whole calculation as indented lines, to paste into a letter. */
export function asText(explained: Explained, units: Units, indent = ''): string {
  const { label, formula, source, terms = [] } = explained;
  const deeper = indent + STEP;
  return [
    `${indent}${label} : ${written(explained, units)}`,
    ...(formula ? [`${deeper}= ${formula}`] : []),
    ...(source ? [`${deeper}[${source}]`] : []),
    ...terms.map((term) => asText(term, units, deeper)),
  ].join('\n');
}
