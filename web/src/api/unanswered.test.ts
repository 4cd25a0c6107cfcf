import { expect, test } from 'vitest';
import { withKey } from './unanswered';

const TEST_MAIL = 'http://localhost/api/v1/console/mail/test';

const post = (url: string, body: string) => new Request(url, { method: 'POST', body });

async function keyOf(request: Request, status: number | 'lost'): Promise<string | null> {
  let key: string | null = null;
  await withKey(request, async (sent) => {
    key = sent.headers.get('Idempotency-Key');
    if (status === 'lost') throw new TypeError('network');
    return new Response(null, { status });
  }).catch(() => {});
  return key;
}

test.each(['lost', 503] as const)(
  'after no answer (%s) the same request has the same key',
  async (status) => {
    const first = await keyOf(post(TEST_MAIL, String(status)), status);
    expect(await keyOf(post(TEST_MAIL, String(status)), 201)).toBe(first);
  },
);

test('what was answered has another key the next time', async () => {
  const first = await keyOf(post(TEST_MAIL, 'answered'), 201);
  expect(await keyOf(post(TEST_MAIL, 'answered'), 201)).not.toBe(first);
});

test('another request has another key', async () => {
  const first = await keyOf(post(TEST_MAIL, 'one'), 'lost');
  expect(await keyOf(post(TEST_MAIL, 'other'), 201)).not.toBe(first);
});

test('a key has the length that the server asks for', async () => {
  expect(await keyOf(post(TEST_MAIL, 'length'), 201)).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ['a password', post('http://localhost/api/v1/identity/sign-in', '{}')],
  ['what is read', new Request(TEST_MAIL)],
])('%s has none', async (_, request) => {
  expect(await keyOf(request, 200)).toBeNull();
});
