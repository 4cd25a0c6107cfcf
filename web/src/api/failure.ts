/** What went wrong, as far as a person can act on it. The sentences are in `failure.*`. */
export type FailureKind =
  | 'offline'
  | 'timeout'
  | 'tooMany'
  | 'unavailable'
  | 'invalid'
  | 'notFound'
  | 'signedOut'
  | 'forbidden'
  | 'conflict'
  | 'unexpected';

/** Those that the same request meets again. */
const FINAL: readonly FailureKind[] = ['invalid', 'notFound', 'signedOut', 'forbidden', 'conflict'];

export interface FieldError {
  pointer: string;
  detail: string;
}

interface Facts {
  code?: string | undefined;
  /** The server's sentence, in the language of the page. */
  detail?: string | undefined;
  requestId?: string | undefined;
  retryAfterS?: number | undefined;
  fields?: readonly FieldError[];
}

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly kind: FailureKind;
  readonly facts: Facts;

  constructor(kind: FailureKind, facts: Facts = {}) {
    super(facts.code ?? kind);
    this.kind = kind;
    this.facts = facts;
  }

  /** Whether the same request may succeed later. */
  get mayPass(): boolean {
    return !FINAL.includes(this.kind);
  }
}

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  400: 'invalid',
  401: 'signedOut',
  403: 'forbidden',
  404: 'notFound',
  408: 'timeout',
  409: 'conflict',
  410: 'notFound',
  412: 'conflict',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  429: 'tooMany',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timeout',
};

export function kindOfStatus(status: number): FailureKind {
  return KIND_BY_STATUS[status] ?? 'unexpected';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isFieldError(value: unknown): value is FieldError {
  const error = value as Partial<FieldError> | null;
  return typeof error?.pointer === 'string' && typeof error.detail === 'string';
}

/** Retry-After in seconds; its other form, a date, is not used by Régie. */
function retryAfter(response: Response): number | undefined {
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** An answer that is not a success; a body that is no problem document (a proxy's page) is let be. */
export function toFailure(response: Response, body: unknown): Failure {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  return new Failure(kindOfStatus(response.status), {
    code: text(problem.code),
    detail: text(problem.detail),
    requestId: text(problem.request_id) ?? response.headers.get('X-Request-ID') ?? undefined,
    retryAfterS: retryAfter(response),
    fields: Array.isArray(problem.errors) ? problem.errors.filter(isFieldError) : [],
  });
}

/** No answer at all: the time was up, or the network or the server is away. */
export function unreachable(error: unknown): Failure {
  const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
  return new Failure(timedOut ? 'timeout' : 'offline');
}

/** What is thrown may be anything: a fault of our own is `unexpected`. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('unexpected');
}
