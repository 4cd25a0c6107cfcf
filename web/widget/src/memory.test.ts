import { afterEach, expect, test, vi } from 'vitest';
import { memory } from './memory';

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

test('what one page kept the next one finds', () => {
  memory('wk_a').set({ open: true });
  expect(memory('wk_a').get()).toEqual({ open: true });
});

test('two keys have nothing in common', () => {
  memory('wk_a').set({ open: true });
  expect(memory('wk_b').get()).toEqual({});
});

test('what somebody else wrote there is passed over', () => {
  sessionStorage.setItem('regie:wk_a', '{');
  expect(memory('wk_a').get()).toEqual({});
});

test('a page whose storage is blocked remembers by itself', () => {
  const blocked = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: blocked, setItem: blocked });
  const kept = memory('wk_a');
  kept.set({ open: true });
  expect(kept.get()).toEqual({ open: true });
});
