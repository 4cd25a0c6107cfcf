import { expect, test } from 'vitest';
import { newClientId } from './clientId';

test.each([0x00, 0xff])('sixteen bytes of %i make a UUID of version 4', (byte) => {
  expect(newClientId(new Uint8Array(16).fill(byte))).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test('no two are the same', () => {
  expect(newClientId()).not.toBe(newClientId());
});
