/** Lower case without accents, to compare what people type: "Santé" is found by "sante". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
