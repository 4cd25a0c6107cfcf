import { toFailure, unreachable } from './failure';
import { throughGate } from './gate';

interface Options {
  query: Record<string, string>;
  /** From 0 to 1: how much of the file has left. */
  onSent?: (share: number) => void;
  signal?: AbortSignal;
}

/** By XMLHttpRequest, for `fetch` does not tell how much has left. No clock: lines may be slow. */
function send(address: URL, file: File, { onSent, signal }: Options): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onSent?.(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const retryAfter = request.getResponseHeader('Retry-After');
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: { ...(retryAfter !== null && { 'Retry-After': retryAfter }) },
        }),
      );
    };
    request.onerror = () => reject(unreachable(undefined));
    request.onabort = () => reject(signal?.reason);
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/**
 * Sends a file as the body of a POST to an address relative to the page's base, and gives the JSON
 * that comes back. Anything but a success is thrown as a `Failure`.
 */
export async function upload<Answer>(path: string, file: File, options: Options): Promise<Answer> {
  const address = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(options.query)) address.searchParams.set(name, value);
  const response = await throughGate(new Request(address, { method: 'POST' }), () =>
    send(address, file, options),
  );
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw toFailure(response, body);
  return body as Answer;
}
