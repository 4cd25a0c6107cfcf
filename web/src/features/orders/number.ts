export const NUMBER_MAX = 64;

const ANY_DASH = /[‐‑‒–—−]/g;
const IN_TEXT = /\b[A-Z]{1,4}-\d{3,}(?:-\d{2,})*\b/;

/** As the production database writes it: upper case, plain hyphens, no spaces. */
export function normaliseNumber(text: string): string {
  return text.replace(ANY_DASH, '-').replace(/\s+/g, '').toUpperCase().slice(0, NUMBER_MAX);
}

/** The order number in a text that a person pasted or typed, such as « commande CL-401372-487531 ». */
export function findOrderNumber(text: string): string | null {
  return IN_TEXT.exec(text.replace(ANY_DASH, '-').toUpperCase())?.[0] ?? null;
}
