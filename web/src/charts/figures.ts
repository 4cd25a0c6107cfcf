/** One place on the horizontal axis. */
export interface Slot {
  key: string;
  /** In full: octobre 2026. */
  title: string;
  /** Under the axis: oct. */
  short: string;
  /** Under the first slot of several: 2026. */
  group?: string;
}

export interface Figure {
  name: string;
  value: string;
}

/** What the tooltip, the screen reader and the table say about a slot. */
export function sentenceOf(title: string, figures: readonly Figure[]): string {
  return `${title}\u00a0: ${figures.map(({ name, value }) => `${name} ${value}`).join(', ')}`;
}

/** Between which values the axis runs: what is drawn, and zero. */
export function domainOf(values: readonly (number | null | undefined)[]): [number, number] {
  const known = values.filter((value) => typeof value === 'number');
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)];
  return low === high ? [0, 1] : [low, high];
}

/** A name of several words stands on two lines. */
export function linesOf(short: string): string[] {
  const cut = short.indexOf(' ');
  return cut < 0 ? [short] : [short.slice(0, cut), short.slice(cut + 1)];
}

/** Every how many slots a label fits beside the one before. */
export function labelStep(slots: readonly Slot[], slotWidth: number): number {
  const widths = slots.map(({ short }) =>
    textWidth(Math.max(...linesOf(short).map(({ length }) => length))),
  );
  const fits = (step: number) =>
    widths.every((width, index) => {
      const next = index % step === 0 ? widths[index + step] : undefined;
      return next === undefined || (width + next) / 2 + GAP <= step * slotWidth;
    });
  let step = 1;
  while (step < slots.length && !fits(step)) step += 1;
  return step;
}

/** Between two labels. */
const GAP = 6;
const CHARACTER = 6.4;

/** Roughly how wide so many characters of the axis are: measuring would cost a layout. */
export function textWidth(characters: number): number {
  return characters * CHARACTER;
}
