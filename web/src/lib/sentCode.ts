/** A code that came by e-mail, in the memory of this page alone. */
let held: string | undefined;

/** Takes the code out of `#code=…`. True when there was one: the address must lose it at once. */
export function takeSentCode(hash: string): boolean {
  const code = new URLSearchParams(hash.replace(/^#/, '')).get('code');
  if (!code) return false;
  held = code;
  return true;
}

/** None after a reload: the link has to be opened again. */
export function sentCode(): string | undefined {
  return held;
}
