import { beforeEach, expect, test, vi } from 'vitest';
import { closeToast, toast, toastStore } from './toast';

const sentences = () => toastStore.read().map(({ sentence }) => sentence);

beforeEach(() => {
  for (const { id } of toastStore.read()) closeToast(id);
});

test('the newest three stay', () => {
  for (const sentence of ['un', 'deux', 'trois', 'quatre']) toast(sentence);
  expect(sentences()).toEqual(['deux', 'trois', 'quatre']);
});

test('one that is closed is gone, and the page hears of it', () => {
  const heard = vi.fn();
  const stop = toastStore.subscribe(heard);
  toast('un');
  closeToast(toastStore.read()[0]?.id ?? 0);
  stop();
  expect([sentences(), heard.mock.calls.length]).toEqual([[], 2]);
});
