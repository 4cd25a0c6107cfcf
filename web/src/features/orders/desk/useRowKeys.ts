import { type RefObject, useEffect, useEffectEvent } from 'react';
import { usePreferences } from '~/lib/preferences';

const ARROWS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
const LETTERS: Readonly<Record<string, number>> = { j: 1, k: -1 };

/** The row that a step leads to: the nearest there is, the first one from nowhere. */
export function rowAfter(at: number, step: number, rows: number): number {
  return Math.min(Math.max(at + step, 0), rows - 1);
}

/**
 * Up and down a list of rows, each with one button: arrows while the focus is in it, J and K
 * anywhere in `around` but where one writes, unless single keys are switched off.
 */
export function useRowKeys(
  around: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
): void {
  const { singleKeys } = usePreferences();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(target instanceof HTMLElement) || target.matches('input, textarea, select')) return;
    const inList = list.current?.contains(target) === true;
    const step = (inList ? ARROWS[key] : undefined) ?? (singleKeys ? LETTERS[key] : undefined);
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('li button') ?? [])];
    if (step === undefined || rows.length === 0) return;
    const open = rows.findIndex((row) => row.closest('li')?.ariaCurrent === 'true');
    const at = inList ? rows.indexOf(target) : open;
    rows[rowAfter(at, step, rows.length)]?.focus();
    event.preventDefault();
  });
  useEffect(() => {
    const element = around.current;
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [around]);
}
