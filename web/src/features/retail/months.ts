/** Months are "2026-10". */
function count(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function written(months: number): string {
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

export function shifted(month: string, by: number): string {
  return written(count(month) + by);
}

/** Both included; none when they are the wrong way round. */
export function monthsBetween(first: string, last: string): string[] {
  const from = count(first);
  return Array.from({ length: Math.max(0, count(last) - from + 1) }, (_, index) =>
    written(from + index),
  );
}

export const SPANS = ['month', 'quarter', 'year', 'twelve'] as const;
/** How far back a period reaches from its last month. */
export type Span = (typeof SPANS)[number];

/** The first month of a period that ends with `last`: `year` begins in January. */
export function firstOf(span: Span, last: string): string {
  switch (span) {
    case 'month':
      return last;
    case 'quarter':
      return shifted(last, -2);
    case 'year':
      return `${last.slice(0, 4)}-01`;
    case 'twelve':
      return shifted(last, -11);
  }
}

/** What a period is called; the shortest name where two fit, nothing where none does. */
export function spanOf(first: string, last: string): Span | undefined {
  return SPANS.find((span) => firstOf(span, last) === first);
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export function readMonth(value: unknown): string | undefined {
  return typeof value === 'string' && MONTH.test(value) ? value : undefined;
}
