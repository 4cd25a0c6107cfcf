/** What a person can clear away, after which the same request goes through. */
export type Obstacle = 'not_signed_in' | 'step_up_required';

type Clear = (obstacle: Obstacle) => Promise<boolean>;

/** Signing in and confirming clear obstacles: one of their own would ask for what they bring. */
const CLEARS_THEM = /\/identity\/(sign-in|sign-in\/factor|sign-out|step-up)$/;

let keeper: Clear | undefined;

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

/** Sends, and sends again once what stood in the way is cleared: each obstacle is met once. */
export async function throughGate(
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const met = new Set<Obstacle>();
  for (;;) {
    const response = await send(request);
    const obstacle = await obstacleIn(response);
    if (obstacle === undefined || met.has(obstacle) || keeper === undefined) return response;
    if (CLEARS_THEM.test(new URL(request.url).pathname)) return response;
    met.add(obstacle);
    if (!(await keeper(obstacle))) return response;
  }
}
