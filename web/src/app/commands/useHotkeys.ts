import { useEffect, useEffectEvent, useRef } from 'react';
import { type HotkeyAction, type HotkeyState, isField, pressKey } from './hotkeys';

/** Listens to the whole window while no dialog is open. */
export function useHotkeys(
  enabled: boolean,
  singleKeys: boolean,
  onAction: (action: HotkeyAction) => void,
): void {
  const state = useRef<HotkeyState>({ goAt: null });
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const step = pressKey(
      state.current,
      {
        key: event.key,
        ctrlOrMeta: event.ctrlKey || event.metaKey,
        alt: event.altKey,
        at: event.timeStamp,
        inField: isField(event.target),
      },
      singleKeys,
    );
    state.current = step.state;
    if (step.action === undefined) return;
    event.preventDefault();
    onAction(step.action);
  });
  useEffect(() => {
    if (!enabled) return;
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
