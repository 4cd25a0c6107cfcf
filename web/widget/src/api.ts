import { events } from './sse';
import type {
  Configuration,
  Conversation,
  Language,
  Message,
  Status,
  Understanding,
} from './types';

/** Why there is no answer, in the reader's language where the server could say it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | undefined,
    readonly retryAfter: number,
  ) {
    super();
  }
}

/** What a stream tells, one object per event; `done` ends an answer. */
export interface Told {
  understanding?: Understanding;
  text?: { delta: string };
  done?: { message: Message | null } & Partial<Status>;
  message?: Message;
  state?: Status;
}

export interface Session {
  id: string;
  token: string;
}

export interface Question {
  text: string;
  client_id: string;
}

export type Api = ReturnType<typeof makeApi>;

/** `base` is where the script came from, root path included. */
export function makeApi(base: string, key: string, language: Language) {
  const orders = `${base}api/v1/orders/`;

  async function ask(path: string, body?: object, session?: Session, signal?: AbortSignal) {
    const headers: Record<string, string> = { 'Accept-Language': language };
    if (body) headers['Content-Type'] = 'application/json';
    if (session) headers['Conversation-Token'] = session.token;
    const response = await fetch(orders + path, {
      method: body ? 'POST' : 'GET',
      headers,
      credentials: 'omit',
      body: body ? JSON.stringify(body) : null,
      signal: signal ?? null,
    });
    if (response.ok) return response;
    const problem = await response.json().catch(() => ({}));
    throw new Refused(response.status, problem.detail, Number(response.headers.get('Retry-After')));
  }

  async function* follow(response: Response): AsyncGenerator<Told> {
    if (!response.body) return;
    for await (const { name, data } of events(response.body)) {
      yield { [name]: JSON.parse(data) };
    }
  }

  const of = (session: Session) => `conversations/${session.id}`;

  return {
    configuration: async (): Promise<Configuration> => (await ask(`widgets/${key}`)).json(),
    begin: async (): Promise<Conversation & Session> =>
      (await ask('conversations', { language, widget: key })).json(),
    read: async (session: Session): Promise<Conversation> =>
      (await ask(of(session), undefined, session)).json(),
    send: async (session: Session, question: Question) =>
      follow(await ask(`${of(session)}/messages`, question, session)),
    listen: async (session: Session, after: number, signal: AbortSignal) =>
      follow(await ask(`${of(session)}/events?after=${after}`, undefined, session, signal)),
  };
}
