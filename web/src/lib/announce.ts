export const ANNOUNCER_ID = 'announcer';

/** Says a sentence to screen readers, through the one live region that the shell keeps. */
export function announce(sentence: string): void {
  const region = document.getElementById(ANNOUNCER_ID);
  if (region === null) return;
  region.textContent = '';
  // A region that gets the text it already has says nothing: empty it first, fill it a frame later.
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}
