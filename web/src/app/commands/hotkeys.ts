/** How long G waits for its letter. */
export const SEQUENCE_MS = 1200;

export interface Press {
  key: string;
  ctrlOrMeta: boolean;
  alt: boolean;
  at: number;
  /** Typing into a field is no shortcut. */
  inField: boolean;
}

export interface HotkeyState {
  /** When G was pressed, if its letter may still come. */
  goAt: number | null;
}

export type HotkeyAction = { open: 'palette' | 'shortcuts' } | { go: string };

interface Step {
  state: HotkeyState;
  action?: HotkeyAction;
}

const IDLE: HotkeyState = { goAt: null };

/** What a key press means after the presses before it. Only Ctrl K works without `singleKeys`. */
export function pressKey(state: HotkeyState, press: Press, singleKeys: boolean): Step {
  const key = press.key.toLowerCase();
  if (press.ctrlOrMeta && !press.alt && key === 'k') {
    return { state: IDLE, action: { open: 'palette' } };
  }
  if (!singleKeys || press.inField || press.ctrlOrMeta || press.alt) return { state: IDLE };
  if (state.goAt !== null && press.at - state.goAt <= SEQUENCE_MS) {
    return { state: IDLE, action: { go: key.toUpperCase() } };
  }
  if (key === '/') return { state: IDLE, action: { open: 'palette' } };
  if (key === '?') return { state: IDLE, action: { open: 'shortcuts' } };
  return { state: key === 'g' ? { goAt: press.at } : IDLE };
}

export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
