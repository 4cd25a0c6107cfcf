import { announce } from './announce';

export interface Toast {
  id: number;
  /** A failure stays until it is closed: it has something to read. */
  failed: boolean;
  sentence: string;
  detail?: string | undefined;
}

const SHOWN = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says what an action has done, or why it has not, on the screen and to screen readers. */
export function toast(sentence: string, options: { failed?: boolean; detail?: string } = {}): void {
  lastId += 1;
  const { failed = false, detail } = options;
  set([...toasts, { id: lastId, failed, sentence, detail }].slice(-SHOWN));
  announce(detail === undefined ? sentence : `${sentence} ${detail}`);
}

export function closeToast(id: number): void {
  set(toasts.filter((one) => one.id !== id));
}

export const toastStore = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => toasts,
};
