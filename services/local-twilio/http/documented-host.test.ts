import { account } from '../base/account';
import { SYNC_CALLS } from '../sync-api/sync-calls';
import { syncRestApi } from '../sync-api/sync-rest';
import { createSyncServices } from '../sync/sync-services';
import { TASK_ROUTER_CALLS } from '../taskrouter-api/task-router-calls';
import { taskRouterRest } from '../taskrouter-api/task-router-rest';
import { createTaskRouter } from '../taskrouter/task-router';
import { createManualClock } from '../testing/manual-clock';
import { documentedCalls, type DocumentedCall } from './documented-calls';
import { createDocumentedHost } from './documented-host';
import type { HostApp, HostResponse } from './host-app';

const AUTHORIZATION = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;

/** Asks with these parameters, where the method carries them. */
function ask(app: HostApp, { method, path, isJson }: DocumentedCall, given: Readonly<Record<string, string>> = {}) {
  const form = new URLSearchParams(given);
  return app({
    method,
    path,
    query: method === 'POST' ? new URLSearchParams() : form,
    headers: { authorization: AUTHORIZATION },
    body: method === 'POST' ? (isJson ? JSON.stringify(given) : form.toString()) : '',
    baseUrl: 'http://localhost',
  });
}
const messageOf = ({ body }: HostResponse): string => String((body as { message?: unknown } | undefined)?.message);

/** The whole of an API, with something of everything in it. */
function taskRouter(): { app: HostApp; calls: readonly DocumentedCall[] } {
  const router = createTaskRouter({ clock: createManualClock() });
  const queue = router.createQueue({ friendlyName: 'Sales', targetWorkers: '1==1' });
  const worker = router.createWorker({ friendlyName: 'ann', activity: router.builtInActivity('Available') });
  const task = router.createTask({ channel: router.channel('voice'), queue, attributes: '{}' });
  const sids: Readonly<Record<string, string>> = {
    Workspaces: account.workspaceSid,
    TaskQueues: queue.sid,
    Workers: worker.sid,
    Tasks: task.sid,
    Reservations: task.reservations[0]!.sid,
    Activities: router.builtInActivity('Break').sid,
    TaskChannels: router.channel('voice').sid,
    Channels: 'voice',
    Workflows: router.state.workflow.sid,
    Events: router.history.newestFirst({ fromMs: 0, toMs: Infinity, upTo: Infinity })[0]?.sid ?? '',
  };
  return {
    app: taskRouterRest(router),
    calls: TASK_ROUTER_CALLS.map((call) => ({ ...call, path: filled(call.path, sids) })),
  };
}

function sync(): { app: HostApp; calls: readonly DocumentedCall[] } {
  const services = createSyncServices({ limits: { enabled: false } });
  const service = services.service(account.syncServiceSid);
  const { documents, maps, lists, streams, permissions } = service;
  const caller = { identity: null };
  documents.create(caller, { uniqueName: 'd', data: {} });
  maps.create(caller, { uniqueName: 'm' });
  maps.write(caller, 'm', 'k', { data: {} }, 'add');
  lists.create(caller, { uniqueName: 'l' });
  lists.push(caller, 'l', { data: {} });
  streams.create(caller, { uniqueName: 's' });
  for (const [kind, name] of [
    ['document', 'd'],
    ['map', 'm'],
    ['list', 'l'],
  ] as const) {
    permissions.set(kind, name, 'alice', { read: true, write: false, manage: false });
  }
  const names = {
    Services: account.syncServiceSid,
    Documents: 'd',
    Maps: 'm',
    Lists: 'l',
    Streams: 's',
    Permissions: 'alice',
  };
  return {
    app: syncRestApi(services),
    calls: SYNC_CALLS.map((call) => {
      const item = { Items: call.path.includes('/Lists/') ? '0' : 'k' };
      return { ...call, path: filled(call.path, { ...names, ...item }) };
    }),
  };
}

/** Each `:` becomes what the segment before it calls for. */
const filled = (path: string, names: Readonly<Record<string, string>>): string =>
  path.replaceAll(/(\w+)\/:/gu, (_whole, kind: string) => `${kind}/${names[kind] ?? 'unknown'}`);

describe.each([
  ['TaskRouter', taskRouter],
  ['Sync', sync],
])('[CP3] the documented calls of %s', (_name, build) => {
  const { calls } = build();
  let api = build();
  /** The same call where nothing was changed before: what one call removes, the next one needs. SIDs differ. */
  const askAnew = async (call: DocumentedCall, given: Readonly<Record<string, string>> = {}) => {
    const answer = await ask(api.app, api.calls[calls.indexOf(call)]!, given);
    if (call.method !== 'GET' && answer.status < 400) api = build();
    return answer;
  };

  it('exist: none answers 404 for what is there, and what is not emulated names itself', async () => {
    for (const call of calls) {
      const answer = await askAnew(call);
      expect([call.method, call.path, answer.status]).not.toContain(404);
      const words = call.path.split('/').filter((word) => /^[A-Z][a-zA-Z]+$/u.test(word));
      if (answer.status === 501)
        expect(messageOf(answer)).toMatch(new RegExp(`${call.method} .*${words.join('.*')}`, 'u'));
    }
  });

  it('take each documented parameter, or answer 501 with its name', async () => {
    for (const call of calls) {
      const isEmulated = (await askAnew(call)).status !== 501;
      for (const name of isEmulated ? call.parameters : []) {
        const answer = await askAnew(call, { [name]: 'x' });
        expect([200, 201, 400, 404, 501]).toContain(answer.status);
        if (answer.status === 501) expect(messageOf(answer)).toMatch(new RegExp(`\\b${name}\\b`, 'u'));
        expect(answer.ignored).toBeUndefined();
      }
    }
  });

  it('ignore a parameter that Twilio does not know, and say so to the log', async () => {
    for (const call of calls) {
      const [without, withUnknown] = [await askAnew(call), await askAnew(call, { Unheard: '1' })];
      expect([call.path, withUnknown.status]).toEqual([call.path, without.status]);
      expect(withUnknown.ignored).toEqual(without.status === 501 ? undefined : ['Unheard']);
    }
  });
});

test.each(
  TASK_ROUTER_CALLS.filter(({ path }) => path.endsWith('Statistics')).map(({ method, path }) => [method, path]),
)('[TR35] %s %s is emulated or named, never the resource of that name that is not there', async (method, path) => {
  const { app, calls } = taskRouter();
  const call = calls[TASK_ROUTER_CALLS.findIndex((each) => each.method === method && each.path === path)]!;
  const answer = await ask(app, call);
  const isEmulated = /TaskQueues\/(?::\/)?RealTimeStatistics$/u.test(path);
  expect(answer.status).toBe(isEmulated ? (method === 'POST' ? 400 : 200) : 501);
  if (!isEmulated) expect(messageOf(answer)).toContain(`${method} taskrouter.twilio.com${call.path}`);
});

describe('a host of a documented API', () => {
  const calls = documentedCalls('/v1/Things', {
    'GET ': 'Color Size',
    'GET /:': '',
    'POST /:': 'Color',
    'GET /Statistics': '',
  });
  const seen: unknown[] = [];
  const app = createDocumentedHost({
    host: 'things.twilio.com',
    calls,
    routes: [
      {
        method: 'GET',
        path: '/v1/Things',
        parameters: ['Color'],
        handle: ({ query }) => ({ status: 200, body: seen.push(query.toString()) }),
      },
      {
        method: 'POST',
        path: '/v1/Things/:sid',
        parameters: ['Color'],
        handle: ({ query, body }, { sid }) => ({ status: 200, body: seen.push([sid, query.toString(), body]) }),
      },
    ],
  });
  const request = { headers: {}, query: new URLSearchParams(), body: '', baseUrl: 'http://localhost' };

  it('hands on what is documented only', async () => {
    const query = new URLSearchParams('Color=red&Hue=1&hue=2&Color=blue');
    expect(await app({ ...request, method: 'GET', path: '/v1/Things', query })).toMatchObject({
      ignored: ['Hue', 'hue'],
    });
    const body = 'Color=a%26b&Size=1&__proto__=2';
    const stray = new URLSearchParams('Color=c');
    expect(await app({ ...request, method: 'POST', path: '/v1/Things/TH1', query: stray, body })).toMatchObject({
      ignored: ['Size', '(no name)', 'Color'],
    });
    expect(seen).toEqual(['Color=red&Color=blue', ['TH1', '', 'Color=a%26b']]);
  });

  it('logs no data that came where a name belongs', async () => {
    const body = '{"phone":"+15005550123"}';
    expect(await app({ ...request, method: 'POST', path: '/v1/Things/TH1', body })).toMatchObject({
      ignored: ['(no name)'],
    });
  });

  it('finds a call before the resource that would have its name', async () => {
    const answer = await app({ ...request, method: 'GET', path: '/v1/Things/Statistics' });
    expect(messageOf(answer)).toContain('GET things.twilio.com/v1/Things/Statistics');
  });

  it('cannot be made with a call or a parameter that Twilio does not have', () => {
    const route = { method: 'GET', path: '/v1/Things', handle: () => ({ status: 200 }) } as const;
    const make = (routes: readonly { path: string; parameters: readonly string[] }[]) => () =>
      createDocumentedHost({ host: 'things', calls, routes: routes.map((each) => ({ ...route, ...each })) });
    expect(make([{ path: '/v1/Things', parameters: ['Weight'] }])).toThrow('Weight');
    expect(make([{ path: '/v1/Thing', parameters: [] }])).toThrow('the call');
  });
});
