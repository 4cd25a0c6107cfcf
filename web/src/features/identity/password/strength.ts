/** What the server asks for at least (identity/signin/common.py). */
export const SHORTEST = 8;

export type Strength = 'short' | 'repetitive' | 'fair' | 'good' | 'strong';

const GOOD_FROM = 12;
const STRONG_FROM = 16;
/** Fewer different characters than that are a pattern. */
const FEW = 5;

/** How a password would hold. Length is what counts; null for none. */
export function strengthOf(password: string): Strength | null {
  const characters = Array.from(password.normalize('NFC'));
  if (characters.length === 0) return null;
  if (characters.length < SHORTEST) return 'short';
  if (new Set(characters).size < FEW) return 'repetitive';
  if (characters.length < GOOD_FROM) return 'fair';
  return characters.length < STRONG_FROM ? 'good' : 'strong';
}
