import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from './failure';

let server: Server;
let seen: IncomingMessage[];

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    seen.push(request);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    response.setHeader('Content-Type', 'application/json');
    response.end('{"status":"alive"}');
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  document.head.innerHTML = `<base href="http://127.0.0.1:${port}/mppeep/">`;
  document.documentElement.lang = 'en';
  vi.resetModules();
});

afterEach(() => {
  server.close();
  document.head.innerHTML = '';
});

test('requests go under the root path of <base href>, in the language of the page', async () => {
  const { api, expectData } = await import('./client');
  await expectData(api.GET('/healthz'));
  const request = seen.at(-1);
  expect([request?.url, request?.headers['accept-language']]).toEqual(['/mppeep/healthz', 'en']);
});

test('a server that is away is a failure of the network', async () => {
  const { api } = await import('./client');
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  await expect(api.GET('/healthz')).rejects.toMatchObject({
    name: new Failure('offline').name,
    kind: 'offline',
  });
});
