/** A text with a field where the cursor stands, and where the cursor stands then. */
export function withField(
  text: string,
  field: string,
  from: number,
  to: number,
): { text: string; at: number } {
  const written = `{${field}}`;
  const before = text.slice(0, from);
  const gap = before === '' || /[\s(«“]$/.test(before) ? '' : ' ';
  return { text: before + gap + written + text.slice(to), at: from + gap.length + written.length };
}
