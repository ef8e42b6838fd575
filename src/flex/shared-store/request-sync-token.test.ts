import { createFakeManager, type FakeManager } from '../../testing';
import { requestSyncToken } from './request-sync-token';

const EXPIRES_AT = '2026-11-22T12:00:00.000Z';
const granted = (scope: string): unknown => ({
  scopes: {
    [scope]: { token: 'sync', identity: 'profile', serviceSid: `IS${'0'.repeat(32)}`, expiresAt: EXPIRES_AT },
  },
});
const answer = (status: number, body: unknown): Response =>
  // jsdom has no Response; this is what the code reads of one.
  ({ ok: status < 400, status, json: () => Promise.resolve(body) }) as Response;

let flex: FakeManager;
let requests: { readonly url: string; readonly init: RequestInit }[];
beforeEach(() => {
  jest.useFakeTimers();
  flex = createFakeManager();
  requests = [];
});
afterEach(() => {
  expect(flex.listenerCount()).toBe(0);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

function ask(...answers: (Response | Error)[]): ReturnType<typeof requestSyncToken> {
  const { manager } = flex;
  return requestSyncToken({
    scope: 'shared',
    backendUrl: 'https://backend.example',
    flexToken: {
      getSnapshot: () => manager.user.token,
      subscribe(listener) {
        manager.events.addListener('tokenUpdated', listener);
        return () => manager.events.removeListener('tokenUpdated', listener);
      },
    },
    fetch: (url, init) => {
      requests.push({ url: url as string, init: init! });
      const next = answers.shift();
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next!);
    },
  });
}
const flexTokens = (): unknown[] => requests.map(({ init }) => new Headers(init.headers).get('Authorization'));

it('trades the Flex token for a Sync token of one scope', async () => {
  await expect(ask(answer(200, granted('shared')))).resolves.toEqual({
    token: 'sync',
    identity: 'profile',
    expiresAt: Date.parse(EXPIRES_AT),
  });
  expect(requests[0]).toMatchObject({
    url: 'https://backend.example/sync-tokens',
    init: { method: 'POST', body: '{"scopes":["shared"]}' },
  });
  expect(flexTokens()).toEqual(['Bearer flex-token']);
});

it('waits for a new Flex token after a 401, and asks once more', async () => {
  const result = ask(answer(401, null), answer(200, granted('shared')));
  await jest.advanceTimersByTimeAsync(10_000);
  expect(requests).toHaveLength(1);
  flex.renewToken('newer');
  await expect(result).resolves.toMatchObject({ token: 'sync' });
  expect(flexTokens()).toEqual(['Bearer flex-token', 'Bearer newer']);
});

it('does not wait when Flex renewed its token while the request was under way', async () => {
  const result = ask(answer(401, null), answer(200, granted('shared')));
  flex.renewToken('newer');
  await expect(result).resolves.toMatchObject({ token: 'sync' });
});

it('gives up when Flex does not renew its token', async () => {
  const result = expect(ask(answer(401, null))).rejects.toThrow('sign in again');
  await jest.advanceTimersByTimeAsync(60_000);
  await result;
});

it.each([
  [403, 'forbidden'],
  [429, 'unknown'],
  [503, 'unknown'],
])('turns the answer %i into the code %s, with the words of the backend', async (status, code) => {
  const body = { code: 'some_code', message: 'Why it failed.', requestId: 'r-1' };
  await expect(ask(answer(status, body))).rejects.toMatchObject({
    code,
    message: 'Why it failed. (some_code, request r-1)',
  });
});

it('counts a second 401 as a refusal', async () => {
  const result = ask(answer(401, null), answer(401, null));
  flex.renewToken('newer');
  await expect(result).rejects.toMatchObject({ code: 'forbidden' });
});

it.each([
  ['something else', { hello: 'world' }],
  ['the other scope only', granted('personal')],
  ['no JSON at all', undefined],
])('refuses an answer with %s', async (_what, body) => {
  await expect(ask(answer(200, body))).rejects.toMatchObject({
    message: expect.stringContaining('"shared"') as string,
  });
});

it('says that the backend cannot be reached, and which', async () => {
  await expect(ask(new TypeError('Failed to fetch'))).rejects.toMatchObject({
    code: 'disconnected',
    message: 'The backend at https://backend.example cannot be reached',
  });
});
