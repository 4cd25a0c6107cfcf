/** What a person can clear away, after which the same request goes through. */
export type Obstacle = 'not_signed_in' | 'step_up_required';

type Clear = (obstacle: Obstacle) => Promise<boolean>;

/** Signing in and confirming clear obstacles: one of their own would ask for what they bring. */
const CLEARS_THEM = /\/identity\/(sign-in|sign-in\/factor|sign-out|step-up)$/;

/** Their answers bring another cookie; the server knows the one of before no longer. */
const RENEWS_SESSION = /\/identity\/(sign-in|sign-in\/factor|me\/password)$/;

let keeper: Clear | undefined;
let renewing: Promise<unknown> = Promise.resolve();
let renewals = 0;

/** Whoever asks the person: resolves to whether the way is free. Returns its leave. */
export function onObstacle(clear: Clear): () => void {
  keeper = clear;
  return () => {
    if (keeper === clear) keeper = undefined;
  };
}

async function obstacleIn(response: Response): Promise<Obstacle | undefined> {
  if (response.status !== 401 && response.status !== 403) return undefined;
  const problem: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const code = (problem as { code?: unknown } | null)?.code;
  return code === 'not_signed_in' || code === 'step_up_required' ? code : undefined;
}

/** One try. Nothing leaves while the session is being renewed: it would still name the old one. */
async function sendInTurn(
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  if (!RENEWS_SESSION.test(new URL(request.url).pathname)) {
    await renewing;
    return send(request);
  }
  const sent = send(request);
  renewing = Promise.allSettled([renewing, sent]).then(() => {
    renewals += 1;
  });
  return sent;
}

/**
 * Sends, and sends again once what stood in the way is cleared: each obstacle is met once. What had
 * left before the session was renewed, and came too late, is sent again without a question.
 */
export async function throughGate(
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const met = new Set<Obstacle>();
  for (;;) {
    const renewalsBefore = renewals;
    const response = await sendInTurn(request, send);
    const obstacle = await obstacleIn(response);
    if (obstacle === undefined) return response;
    if (CLEARS_THEM.test(new URL(request.url).pathname)) return response;
    await renewing;
    if (obstacle === 'not_signed_in' && renewals !== renewalsBefore) continue;
    if (met.has(obstacle) || keeper === undefined) return response;
    met.add(obstacle);
    if (!(await keeper(obstacle))) return response;
  }
}
