/** What takes an `Idempotency-Key`, all of it harmless where it is not asked for. */
const TAKES_KEY =
  /\/api\/v1\/(console|jobs|async|orders\/(widgets|queries)|identity\/me\/tokens)(\/|$)/;

const keys = new Map<string, string>();

function newKey(): string {
  // Not randomUUID: browsers have it on HTTPS only.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function nameOf(request: Request): Promise<string | undefined> {
  if (request.method !== 'POST' || !TAKES_KEY.test(new URL(request.url).pathname)) return undefined;
  return `${request.url}\n${await request.clone().text()}`;
}

/**
 * Sends what is to be done with a key of its own. When no answer came, the same request has the same
 * key the next time: whoever presses the button again after a lost answer has the effect once.
 */
export async function withKey(
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const name = await nameOf(request);
  if (name === undefined) return send(request);
  const key = keys.get(name) ?? newKey();
  keys.set(name, key);
  request.headers.set('Idempotency-Key', key);
  const response = await send(request);
  if (response.status < 500) keys.delete(name);
  return response;
}
