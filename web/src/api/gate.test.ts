import { afterEach, expect, test, vi } from 'vitest';
import { type Obstacle, onObstacle, throughGate } from './gate';

const JOBS = 'http://localhost/api/v1/jobs/self-test';

const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ code }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
const done = () => new Response('{}');
const start = (url = JOBS) => new Request(url, { method: 'POST', body: '{"steps":3}' });

let leave = () => {};
afterEach(() => leave());

function keep(clears: boolean) {
  const asked = vi.fn(async (_: Obstacle) => clears);
  leave = onObstacle(asked);
  return asked;
}

test('what was refused for want of a proof is sent again once it is given', async () => {
  keep(true);
  const bodies: string[] = [];
  const answers = [problem(403, 'step_up_required'), done()];
  const answer = await throughGate(start(), async (request) => {
    bodies.push(await request.clone().text());
    return answers.shift() ?? done();
  });
  expect([answer.status, bodies]).toEqual([200, ['{"steps":3}', '{"steps":3}']]);
});

test('what is not cleared stays refused', async () => {
  keep(false);
  const answer = await throughGate(start(), async () => problem(401, 'not_signed_in'));
  expect(answer.status).toBe(401);
});

test('signing in may be followed by a proof', async () => {
  const asked = keep(true);
  const answers = [problem(401, 'not_signed_in'), problem(403, 'step_up_required'), done()];
  await throughGate(start(), async () => answers.shift() ?? done());
  expect(asked.mock.calls.flat()).toEqual(['not_signed_in', 'step_up_required']);
});

test('the same obstacle is met once', async () => {
  const asked = keep(true);
  await throughGate(start(), async () => problem(403, 'step_up_required'));
  expect(asked).toHaveBeenCalledOnce();
});

test.each([
  ['a right that is missing', 403, 'forbidden', JOBS],
  ['a wrong password', 401, 'identity.sign_in_refused', JOBS],
  ['a step of signing in that took too long', 401, 'not_signed_in', '/sign-in/factor'],
])('%s is no obstacle to clear', async (_, status, code, path) => {
  const asked = keep(true);
  const url = path.startsWith('http') ? path : `http://localhost/api/v1/identity${path}`;
  await throughGate(start(url), async () => problem(status, code));
  expect(asked).not.toHaveBeenCalled();
});

const PASSWORD = 'http://localhost/api/v1/identity/me/password';

/** A request under way, and what answers it. */
function underWay(url: string) {
  const sent = vi.fn();
  let answer = (_: Response) => {};
  const first = new Promise<Response>((resolve) => {
    answer = resolve;
  });
  const answers = [first];
  const given = throughGate(start(url), async () => {
    sent();
    return answers.shift() ?? done();
  });
  return { sent, answer: (response: Response) => answer(response), given };
}

test('what came after the session was renewed under its old name is sent again unasked', async () => {
  const asked = keep(true);
  const early = underWay(JOBS);
  await vi.waitFor(() => expect(early.sent).toHaveBeenCalledOnce());
  const renewal = underWay(PASSWORD);
  early.answer(problem(401, 'not_signed_in'));
  renewal.answer(done());
  const answer = await early.given;
  expect([answer.status, early.sent.mock.calls.length, asked.mock.calls]).toEqual([200, 2, []]);
});

test('nothing leaves while the session is renewed', async () => {
  const renewal = underWay(PASSWORD);
  const late = underWay(JOBS);
  await Promise.resolve();
  expect(late.sent).not.toHaveBeenCalled();
  renewal.answer(done());
  await vi.waitFor(() => expect(late.sent).toHaveBeenCalledOnce());
});
