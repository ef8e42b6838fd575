import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { goneSignal } from './gone-signal';

let server: FastifyInstance;

beforeEach(() => {
  server = Fastify();
});
afterEach(() => server.close());

test('tells when the caller breaks off, and not that its request was read', async () => {
  let arrived: (signal: AbortSignal) => void = () => undefined;
  const signalled = new Promise<AbortSignal>((resolve) => (arrived = resolve));
  server.post('/', async (_httpRequest, reply) => {
    const signal = goneSignal(reply);
    arrived(signal);
    await once(signal, 'abort');
    return reply.send();
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const headers = { 'content-type': 'application/json' };
  const sent = request({ port, host: '127.0.0.1', method: 'POST', headers }).on('error', () => undefined);
  sent.end('{}');
  const signal = await signalled;
  // Time enough for the end of the request to be noticed: one whole request on another connection.
  await (await fetch(`http://127.0.0.1:${port}/none`)).text();
  expect(signal.aborted).toBe(false);
  const told = once(signal, 'abort');
  sent.destroy();
  await told;
  expect(signal.reason).toMatchObject({ code: 'gone' });
});

test('tells at once of a caller who left before anybody asked', async () => {
  let left: (reason: unknown) => void = () => undefined;
  const told = new Promise((resolve) => (left = resolve));
  server.get('/', async (_request, reply) => {
    reply.raw.destroy();
    await once(reply.raw, 'close');
    left(goneSignal(reply).reason);
    return reply.hijack();
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  request({ port, host: '127.0.0.1' })
    .on('error', () => undefined)
    .end();
  expect(await told).toMatchObject({ code: 'gone' });
});
