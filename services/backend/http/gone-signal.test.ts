import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { goneSignal } from './gone-signal';

test('tells when the caller breaks off, and not that its request was read', async () => {
  const server = Fastify();
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
  await server.close();
});
