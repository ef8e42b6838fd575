import * as v from 'valibot';
import { createFakeManager, type FakeManager } from '../../testing';
import { createBackendClient, type BackendClient } from './backend-client';
import type { BackendError } from './send-to-backend';

const Numbered = v.object({ n: v.number() });
const answer = (status: number, body: unknown, json: () => Promise<unknown> = () => Promise.resolve(body)): Response =>
  // jsdom has no Response; this is what the code reads of one.
  ({ ok: status < 400, status, json }) as Response;

let flex: FakeManager;
let client: BackendClient;
let requests: { readonly url: string; readonly init: RequestInit }[];
let answers: (Response | Error | 'never' | 'head-only')[];
beforeEach(() => {
  jest.useFakeTimers();
  flex = createFakeManager({ uiAttributes: { flex_sync_suite: { backend_url: 'https://backend.example' } } });
  client = createBackendClient(flex.manager);
  requests = [];
  answers = [];
  Object.assign(window, {
    fetch: (url: string, init: RequestInit) => {
      requests.push({ url, init });
      const next = answers.shift()!;
      const untilAborted = () =>
        new Promise<never>((_resolve, reject) => {
          init.signal!.addEventListener('abort', () => {
            reject(new DOMException('Aborted', 'AbortError'));
          });
        });
      if (next === 'never') return untilAborted();
      if (next === 'head-only') return Promise.resolve(answer(200, null, untilAborted));
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  });
});
afterEach(() => {
  expect(flex.listenerCount()).toBe(0);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
  Reflect.deleteProperty(window, 'fetch');
});
const failureOf = (request: Promise<unknown>): Promise<BackendError> =>
  request.then(
    () => {
      throw new Error('The request did not fail');
    },
    (error: unknown) => error as BackendError,
  );

it('asks with the Flex token and gives back the checked answer', async () => {
  answers = [answer(200, { n: 1 })];
  const query = { search: 'a b&c', limit: 50, before: undefined };
  await expect(client.request({ path: '/numbers', query, schema: Numbered })).resolves.toEqual({ n: 1 });
  expect(requests[0]?.url).toBe('https://backend.example/numbers?search=a+b%26c&limit=50');
  expect(requests[0]?.init).toMatchObject({ method: 'GET', headers: { Authorization: 'Bearer flex-token' } });
  expect(requests[0]?.init.body).toBeUndefined();
});

it('sends a body as JSON', async () => {
  answers = [answer(200, { n: 2 })];
  await client.request({ method: 'PATCH', path: '/numbers/1', body: { note: null }, schema: Numbered });
  expect(requests[0]?.init).toMatchObject({
    method: 'PATCH',
    body: '{"note":null}',
    headers: { 'Content-Type': 'application/json' },
  });
});

it('sends a file byte for byte under the type it is told', async () => {
  answers = [answer(200, { n: 2 })];
  const content = new Blob(['\uFEFFtitle']);
  const file = { type: 'text/csv', content };
  await client.request({ method: 'POST', path: '/numbers', file, schema: Numbered });
  expect(requests[0]?.init.body).toBe(content);
  expect(requests[0]?.init).toMatchObject({ headers: { 'Content-Type': 'text/csv' } });
});

it('gives a file back as it came, but the words of a refusal', async () => {
  const content = new Blob(['\uFEFFtitle']);
  const refusal = answer(404, { code: 'not_found', message: 'No such library.', requestId: 'r-2' });
  const file = Object.assign(answer(200, null), { blob: () => Promise.resolve(content) });
  answers = [file, refusal];
  const request = { path: '/numbers', answerAs: 'blob', schema: v.blob() } as const;
  await expect(client.request(request)).resolves.toBe(content);
  expect(await failureOf(client.request(request))).toMatchObject({ code: 'not_found', message: 'No such library.' });
});

it('waits as long as a request says', async () => {
  answers = ['never'];
  const failure = failureOf(client.request({ path: '/numbers', timeoutMs: 60_000, schema: Numbered }));
  await jest.advanceTimersByTimeAsync(59_999);
  expect(jest.getTimerCount()).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect((await failure).code).toBe('unreachable');
});

it('waits for a new Flex token after a 401, and asks once more', async () => {
  answers = [answer(401, null), answer(200, { n: 3 })];
  const result = client.request({ path: '/numbers', schema: Numbered });
  await jest.advanceTimersByTimeAsync(10_000);
  expect(requests).toHaveLength(1);
  flex.renewToken('newer');
  await expect(result).resolves.toEqual({ n: 3 });
  expect(requests[1]?.init).toMatchObject({ headers: { Authorization: 'Bearer newer' } });
});

it('gives the code, the words and the body of a refusal', async () => {
  const body = { code: 'conflict', message: 'It changed.', requestId: 'r-1', current: { n: 4 } };
  answers = [answer(409, body)];
  await expect(failureOf(client.request({ path: '/numbers', schema: Numbered }))).resolves.toMatchObject({
    code: 'conflict',
    message: 'It changed.',
    status: 409,
    requestId: 'r-1',
    body,
  });
});

it.each([
  ['an error outside the contract', answer(502, '<html>'), 'The backend answered 502'],
  ['a value outside the schema', answer(200, { n: 'x' }), 'at "n"'],
  ['no JSON at all', answer(200, null, () => Promise.reject(new SyntaxError('Unexpected token <'))), 'GET /numbers'],
])('refuses %s', async (_what, given, words) => {
  answers = [given];
  const error = await failureOf(client.request({ path: '/numbers', schema: Numbered }));
  expect(error).toMatchObject({ code: 'unexpected-answer', message: expect.stringContaining(words) as string });
});

it('says that the backend cannot be reached, also when it does not answer in time', async () => {
  answers = [new TypeError('Failed to fetch'), 'never'];
  const first = await failureOf(client.request({ path: '/numbers', schema: Numbered }));
  const second = failureOf(client.request({ path: '/numbers', schema: Numbered }));
  await jest.advanceTimersByTimeAsync(15_000);
  expect([first.code, (await second).code]).toEqual(['unreachable', 'unreachable']);
});

it('gives an answer up whose head came and whose body does not, in time or when it is told to', async () => {
  answers = ['head-only', 'head-only'];
  const late = failureOf(client.request({ path: '/numbers', schema: Numbered }));
  await jest.advanceTimersByTimeAsync(14_999);
  expect(jest.getTimerCount()).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect((await late).code).toBe('unreachable');
  const given = new AbortController();
  const told = failureOf(client.request({ path: '/numbers', schema: Numbered, signal: given.signal }));
  await jest.advanceTimersByTimeAsync(10);
  given.abort();
  expect((await told).code).toBe('aborted');
});

it('says that the backend cannot be reached when the connection breaks within an answer', async () => {
  const broken = () => Promise.reject(new TypeError('network error'));
  answers = [answer(200, null, broken)];
  expect((await failureOf(client.request({ path: '/numbers', schema: Numbered }))).code).toBe('unreachable');
});

it('can be given up before, during and between the two requests', async () => {
  const given = new AbortController();
  answers = ['never'];
  const during = failureOf(client.request({ path: '/numbers', schema: Numbered, signal: given.signal }));
  given.abort();
  const before = failureOf(client.request({ path: '/numbers', schema: Numbered, signal: given.signal }));
  const later = new AbortController();
  answers.push(answer(401, null));
  const between = failureOf(client.request({ path: '/numbers', schema: Numbered, signal: later.signal }));
  await jest.advanceTimersByTimeAsync(10);
  later.abort();
  const codes = (await Promise.all([during, before, between])).map(({ code }) => code);
  expect(codes).toEqual(['aborted', 'aborted', 'aborted']);
  expect(requests).toHaveLength(2);
});
