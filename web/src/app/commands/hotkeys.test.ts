import { expect, test } from 'vitest';
import { type HotkeyState, type Press, pressKey, SEQUENCE_MS } from './hotkeys';

const IDLE: HotkeyState = { goAt: null };

function press(key: string, rest: Partial<Press> = {}): Press {
  return { key, ctrlOrMeta: false, alt: false, at: 1000, inField: false, ...rest };
}

test.each([
  ['k', { ctrlOrMeta: true }, { open: 'palette' }],
  ['k', { ctrlOrMeta: true, inField: true }, { open: 'palette' }],
  ['/', {}, { open: 'palette' }],
  ['/', { inField: true }, undefined],
  ['?', {}, { open: 'shortcuts' }],
  ['?', { ctrlOrMeta: true }, undefined],
  ['x', {}, undefined],
] as const)('%s with %j means %j', (key, rest, action) => {
  expect(pressKey(IDLE, press(key, rest), true).action).toEqual(action);
});

test('G then a letter goes to a page', () => {
  const { state } = pressKey(IDLE, press('g'), true);
  expect(pressKey(state, press('o', { at: 1500 }), true).action).toEqual({ go: 'O' });
});

test('a letter that comes too late is no shortcut', () => {
  const { state } = pressKey(IDLE, press('g'), true);
  const late = press('o', { at: 1000 + SEQUENCE_MS + 1 });
  expect(pressKey(state, late, true).action).toBeUndefined();
});

test.each(['/', '?', 'g'])('%s does nothing once single keys are off', (key) => {
  expect(pressKey(IDLE, press(key), false)).toEqual({ state: IDLE });
});

test('Ctrl K stays when single keys are off', () => {
  expect(pressKey(IDLE, press('k', { ctrlOrMeta: true }), false).action).toEqual({
    open: 'palette',
  });
});
