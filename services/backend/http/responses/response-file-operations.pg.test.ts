import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { createLog } from '../../base/log';
import { ADMIN, openCannedDesk, type CannedDesk } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { serveOperations } from '../operations/serve-operations';
import { responseFileOperations } from './response-file-operations';
import { createResponseFiles } from '../../commands/responses/import-responses';
import { createHttpServer } from '../server';

const FILE = 'title,language,body\nA,en,x\n';

describe.each(ENGINES)('one import at a time on %s', (_name, open) => {
  let db: TestDatabase;
  let desk: CannedDesk;
  let server: FastifyInstance;
  let path: string;

  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    desk = await openCannedDesk(db.database);
    const { id } = await desk.addLibrary('global', 'Everyday');
    path = `/canned-responses/import?library=${id}&dryRun=true`;
    server = createHttpServer(createLog('silent'));
    let now = 0;
    const clock = () => (now += 10_000);
    const user = { identity: 'ada', roles: ADMIN.roles, workerSid: null };
    const files = createResponseFiles({ database: db.database, now: clock, onMarked: () => undefined });
    await serveOperations(
      server,
      { flexOrigins: [], checkFlexToken: () => Promise.resolve({ status: 'valid', user }), now: clock },
      responseFileOperations(files, { importWaitMs: 1 }),
    );
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    await server.close();
    await desk.close();
  });

  function begin(headers: Record<string, string | number> = {}): ClientRequest {
    const { port } = server.server.address() as AddressInfo;
    const sent = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path,
      headers: { authorization: 'Bearer x', 'content-type': 'text/csv', ...headers },
    });
    sent.flushHeaders();
    return sent;
  }
  async function answerTo(sent: ClientRequest): Promise<{ status: number; body: string; retryAfter: unknown }> {
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of answer) body += String(chunk);
    return { status: answer.statusCode ?? 0, body, retryAfter: answer.headers['retry-after'] };
  }
  const send = (text: string) => answerTo(begin({ 'content-length': text.length }).end(text));
  async function untilAnswered(status: number): Promise<Awaited<ReturnType<typeof answerTo>>> {
    for (;;) {
      const answer = await send(FILE);
      if (answer.status === status) return answer;
    }
  }

  test('another one is told to come back while a file arrives, and goes ahead once that is done', async () => {
    const first = begin({ 'content-length': FILE.length });
    first.write(FILE.slice(0, 5));
    const refused = await untilAnswered(503);
    expect(refused).toMatchObject({ retryAfter: '10', body: expect.stringContaining('"import_busy"') as string });
    first.end(FILE.slice(5));
    expect(await answerTo(first)).toMatchObject({
      status: 200,
      body: expect.stringContaining('"created":1') as string,
    });
    expect((await send(FILE)).status).toBe(200);
  });

  test('a sender that breaks off makes room', async () => {
    const first = begin({ 'content-length': FILE.length });
    first.on('error', () => undefined);
    first.write(FILE.slice(0, 5));
    await untilAnswered(503);
    first.destroy();
    await untilAnswered(200);
  });

  test('a file above the limit is answered 413, also when it does not say its size', async () => {
    const announced = begin({ 'content-length': 11 * 1_024 * 1_024 });
    expect((await answerTo(announced)).status).toBe(413);
    announced.destroy();
    const silent = begin({ 'transfer-encoding': 'chunked' });
    const answer = answerTo(silent);
    silent.on('error', () => undefined);
    silent.end(Buffer.alloc(10 * 1_024 * 1_024 + 1, 'x'));
    expect((await answer).status).toBe(413);
    expect((await send(FILE)).status).toBe(200);
  });
});
