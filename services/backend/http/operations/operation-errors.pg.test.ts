import { EditableResponse, Library, type LibraryId, MAX_QUEUES_ASKED } from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import * as v from 'valibot';
import { createLog } from '../../base/log';
import { createActivityQuestions } from '../../commands/activity/activity-questions';
import { createAlertCommands } from '../../commands/alerts/alert-commands';
import { createAddressJudge } from '../../base/judged-addresses';
import { createAlertHookCommands } from '../../commands/alerts/alert-hook-commands';
import { createAlertRuleCommands } from '../../commands/alerts/alert-rule-commands';
import { createShopCommands } from '../../commands/activity/shop-commands';
import { createEraseCustomer } from '../../commands/activity/erase-customer';
import { createCustomerCommands } from '../../commands/activity/find-customers';
import { createAgentActivityCommands } from '../../commands/agents/agent-activity';
import { createCallCommands } from '../../commands/calls/call-commands';
import { createQueueTrendQuestion } from '../../commands/queues/queue-trend';
import { createWeekBeforeQuestion } from '../../commands/queues/week-before';
import { createQueueAgentsQuestion } from '../../commands/queues/queue-agents';
import { createFollowQueues } from '../../commands/queues/follow-queues';
import { createGiveTask } from '../../commands/queues/give-task';
import { createQueueDetailQuestion } from '../../commands/queues/queue-detail';
import { createQueueFiguresQuestion } from '../../commands/queues/queue-figures';
import { createBoardViewCommands } from '../../commands/queues/board-views';
import { createQueueGroupCommands } from '../../commands/queues/queue-groups';
import { createQueueStatesQuestion } from '../../commands/queues/queue-states';
import { createFurtherFiguresQuestion } from '../../commands/queues/further-figures';
import { createQueueRuleCommands } from '../../commands/queues/queue-rules';
import { observeDirectory } from '../../ingest/observe-directory';
import { createIngest } from '../../ingest/ingest';
import {
  activitySid,
  callback,
  HOME,
  queueSid,
  reservationFields,
  reservationSid,
  T0,
  taskSid,
  workerSid,
} from '../../testing/callbacks';
import { BOARD_VIEW_CASES, makeAllViews } from '../../testing/board-view-cases';
import { ALERT, ALERT_CASES, TAKE } from '../../testing/alert-cases';
import { content } from '../../testing/canned-desk';
import { GIVING, TASK_AGENT_CASES } from '../../testing/task-agent-cases';
import { SHOP_CASES } from '../../testing/shop-cases';
import { SYNC_ACTIVITY_CASES, syncActivityServed } from '../../testing/sync-activity-cases';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import type { FlexTokenResult } from '../../twilio/flex-token';
import { agentActivityOperations } from '../agents/agent-activity-operations';
import { alertOperations } from '../alerts/alert-operations';
import { alertHookOperations } from '../alerts/alert-hook-operations';
import { alertRuleOperations } from '../alerts/alert-rule-operations';
import { activityOperations } from '../activity/activity-operations';
import { shopOperations } from '../activity/shop-operations';
import { customerOperations } from '../activity/customer-operations';
import { recentCallsOperations } from '../calls/recent-calls-operations';
import { agentQueuesOperation } from '../queues/agent-queues-operation';
import { queueOperations } from '../queues/queue-operations';
import { boardViewOperations } from '../queues/board-view-operations';
import { taskAgentOperation } from '../queues/task-agent-operation';
import { queueGroupOperations } from '../queues/queue-group-operations';
import { queueRuleOperations } from '../queues/queue-rule-operations';
import { cannedOperations } from '../responses/canned-operations';
import { createHttpServer } from '../server';
import { syncTokensOperation } from '../sync-tokens-operation';
import { errorsOf, type Operation, type ServedOperation } from './operation';
import { serveOperations } from './serve-operations';

const MIB = 1_024 * 1_024;

/** Flex users of the cases; the agent reads the library, and its calls are asked for. */
const USERS = {
  admin: { identity: 'admin', roles: ['admin'], workerSid: workerSid(9) },
  agent: { identity: 'agent', roles: ['agent'], workerSid: workerSid(1) },
  nobody: { identity: 'nobody', roles: ['agent'], workerSid: null },
  stranger: { identity: 'stranger', roles: ['wfo.full_access'], workerSid: workerSid(8) },
} as const;

/** What a request sends, and as whom. */
interface Ask {
  readonly as?: keyof typeof USERS;
  /** In place of the parameter of the path, or of several, with a space between. */
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly type?: string;
}

let db: TestDatabase;
let server: FastifyInstance;
let served: readonly ServedOperation[];
let token: (sent: string) => FlexTokenResult;
let library: LibraryId;
let published: EditableResponse;
let draft: EditableResponse;

const openFirst = ENGINES[0]?.[1];

beforeAll(async () => {
  if (openFirst === undefined) throw new Error('there is no engine');
  db = await openFirst();
  const now = () => T0;
  const [database, onMarked] = [db.database, () => undefined];
  // Waits take no time.
  const clock = { now, schedule: (_delayMs: number, action: () => void) => (setImmediate(action), () => undefined) };
  const lending = { database, clock, onMarked, untilReadable: () => Promise.resolve() };
  served = [
    syncTokensOperation({
      isAclDisabled: () => Promise.resolve(false),
      issuer: { shared: () => Promise.resolve({ status: 'no-profile' }), personal: () => Promise.reject(new Error()) },
    }),
    ...recentCallsOperations(createCallCommands({ database, maskPhoneNumbers: false, now, onMarked })),
    ...queueOperations({
      detail: createQueueDetailQuestion({ database, maskPhoneNumbers: false, now, ...GIVING }),
      figures: createQueueFiguresQuestion({ database, now, zone: 'UTC' }),
      agents: createQueueAgentsQuestion({ database, now }),
      trend: createQueueTrendQuestion({ database, now }),
      states: createQueueStatesQuestion({ database, now, zone: 'UTC' }),
      further: createFurtherFiguresQuestion({ database, now, zone: 'UTC' }),
      weekBefore: createWeekBeforeQuestion({ database, now, zone: 'UTC' }),
    }),
    taskAgentOperation(createGiveTask({ database, now, ...GIVING })),
    ...alertOperations(createAlertCommands({ database, now, onMarked })),
    ...alertRuleOperations(createAlertRuleCommands({ database, now })),
    ...alertHookOperations(
      createAlertHookCommands({
        ...{ database, now, onChanged: onMarked, judge: createAddressJudge() },
        post: () => Promise.reject(new Error()),
      }),
    ),
    ...queueRuleOperations(createQueueRuleCommands({ database, now, onMarked })),
    ...queueGroupOperations(createQueueGroupCommands({ database, now, onMarked })),
    ...boardViewOperations(createBoardViewCommands({ database, now })),
    ...cannedOperations({ database, now, onMarked }),
    ...shopOperations(createShopCommands({ database, now })),
    ...activityOperations(createActivityQuestions({ database, now, zone: 'UTC' })),
    ...agentActivityOperations(
      createAgentActivityCommands({
        ...{ database, now, changers: 'supervisors' },
        taskRouter: { change: () => Promise.resolve({ outcome: 'changed', activitySid: null }) },
      }),
    ),
    agentQueuesOperation(createFollowQueues(lending)),
    ...syncActivityServed({ database, now }),
    ...customerOperations(createCustomerCommands(lending), createEraseCustomer({ database, now, onMarked })),
  ];
  const ingest = createIngest({ database, clock: { now }, home: HOME });
  const call = reservationFields(1, { task: 1, queue: 1, worker: 1 }, {});
  await ingest.accept([{ source: 'callback', form: callback('reservation.created', 0, call) }]);
  await observeDirectory(ingest, [
    { kind: 'activity', sid: READY, name: 'Ready', available: true, updatedAtMs: T0 },
    { kind: 'worker', sid: workerSid(5), name: 'Eva', attributes: '{}', activitySid: READY, updatedAtMs: T0 },
  ]);
  await ingest.close();
  await sql`
    INSERT INTO alert (id, rule_id, queue_sid, queue_name, metric, severity, value, bound, raised_at, severity_at, changed_at)
    VALUES (${ALERT}, 'a', ${queueSid(1)}, 'Sales', 'waiting', 'warning', 3, 1, ${T0}, ${T0}, ${T0})`.execute(
    database.kysely,
  );
  await makeAllViews(database.kysely, workerSid(9));
  await serve();
  library = v.parse(Library, (await send('post', '/libraries', { body: { name: 'All', kind: 'global' } })).json()).id;
  const make = async (more: object) => {
    const made = await send('post', '/canned-responses', { body: { libraryId: library, ...more } });
    return v.parse(EditableResponse, made.json());
  };
  published = await make({ ...content('Hello'), shortcut: 'hi', status: 'published' });
  draft = await make(content('Bye'));
});
afterAll(async () => {
  await server.close();
  await db.close();
});
const SIGNED_IN = (user: string): FlexTokenResult => ({ status: 'valid', user: USERS[user as keyof typeof USERS] });

/** Buckets of rate limits are a server's own. */
async function serve(): Promise<void> {
  token = SIGNED_IN;
  server = createHttpServer(createLog('silent'));
  const checkFlexToken = (sent: string) => Promise.resolve(token(sent));
  await serveOperations(server, { flexOrigins: [], checkFlexToken, now: () => T0 }, served);
}
async function begin(): Promise<void> {
  await server.close();
  await serve();
}
beforeEach(begin);

function send(method: Operation['method'], path: string, ask: Ask): Promise<LightMyRequestResponse> {
  const { as = 'admin', id = 'nothing', query = {}, body, type = 'application/json' } = ask;
  const ids = id.split(' ');
  return server.inject({
    method,
    url: path.replace(/\{\w+\}/g, () => ids.shift() ?? 'nothing'),
    query,
    headers: { authorization: `Bearer ${as}`, ...(body === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const GROUP = { name: 'Evening', included: [], excluded: [] };

/** A status, and the request that comes to it. Made when asked: it names what the database holds then. */
type Cases = Readonly<Record<number, () => Ask>>;

const ofAgent = (): Ask => ({ id: workerSid(5) });
const ofCall = (): Ask => ({ id: reservationSid(1) });
const ofLibrary = (): Ask => ({ id: library });
const ofResponse = (): Ask => ({ id: published.id });
const NOWHERE = 'nowhere00000';

const RULE = { when: { kind: 'search-without-result' }, tag: 'catalogue' };
const [READY, NO_ACTIVITY] = [activitySid(1), activitySid(9)];
const TO_READY = { from: activitySid(2), to: READY };

/** The cases that depend on what the operation is about. */
const CASES: Readonly<Record<string, Cases>> = {
  'post /sync-tokens': { 403: () => ({ body: { scopes: ['shared'] } }) },
  'post /activity/customers/for-task': { 403: () => ({ as: 'agent', body: { taskSid: taskSid(99) } }) },
  'get /agents/activities': { 403: () => ({ as: 'agent' }) },
  'put /agents/{workerSid}/activity': {
    400: () => ({ ...ofAgent(), body: { to: READY } }),
    403: () => ({ ...ofAgent(), as: 'agent', body: TO_READY }),
    409: () => ({ ...ofAgent(), body: TO_READY }),
    422: () => ({ ...ofAgent(), body: { from: READY, to: NO_ACTIVITY } }),
  },
  'post /agents/me/queues': { 403: () => ({ as: 'nobody' }) },
  'get /recent-calls': { 400: () => ({ query: { before: 'junk' } }), 403: () => ({ as: 'nobody' }) },
  'get /recent-calls/{reservationSid}': { 403: () => ({ ...ofCall(), as: 'nobody' }) },
  'patch /recent-calls/{reservationSid}': {
    403: () => ({ ...ofCall(), as: 'nobody', body: { notesRevision: 0, note: 'x' } }),
    409: () => ({ ...ofCall(), as: 'agent', body: { notesRevision: 7, note: 'x' } }),
  },
  'post /recent-calls/{reservationSid}/reveal': { 403: () => ({ ...ofCall(), as: 'nobody' }) },
  'post /queues/trend': { 403: () => ({ as: 'agent', body: { taskQueueSids: [queueSid(1)] } }) },
  'post /queues/week-before': { 403: () => ({ as: 'agent', body: { taskQueueSids: [queueSid(1)] } }) },
  'get /queues/states': { 403: () => ({ as: 'agent' }) },
  'get /queues/further-figures': { 403: () => ({ as: 'agent' }) },
  'post /queues/agents': { 403: () => ({ as: 'agent', body: { taskQueueSids: [queueSid(1)] } }) },
  'get /queues/{taskQueueSid}/detail': { 403: () => ({ id: queueSid(1), as: 'agent' }) },
  ...TASK_AGENT_CASES,
  'get /queues/{taskQueueSid}/figures': { 403: () => ({ id: queueSid(1), as: 'agent' }) },
  ...ALERT_CASES,
  'post /libraries': { 403: () => ({ as: 'agent', body: { name: 'Mine', kind: 'global' } }) },
  'patch /libraries/{id}': {
    403: () => ({ ...ofLibrary(), as: 'agent', body: { revision: 1, name: 'Mine' } }),
    409: () => ({ ...ofLibrary(), body: { revision: 99, name: 'Mine' } }),
    422: () => ({ ...ofLibrary(), body: { revision: 1, members: [workerSid(1)] } }),
  },
  'delete /libraries/{id}': { 403: () => ({ ...ofLibrary(), as: 'agent' }), 409: ofLibrary },
  'get /canned-responses': { 400: () => ({ query: { after: 'junk' } }) },
  'post /canned-responses': {
    403: () => ({ as: 'agent', body: { libraryId: library, ...content('New') } }),
    404: () => ({ body: { libraryId: NOWHERE, ...content('New') } }),
    409: () => ({ body: { libraryId: library, ...content('New'), shortcut: 'hi' } }),
    422: () => ({ body: { libraryId: library, ...twice } }),
  },
  'post /canned-responses/similar': { 404: () => ({ body: { body: 'Hello', libraryId: NOWHERE } }) },
  'patch /canned-responses/{id}': {
    403: () => ({ ...ofResponse(), as: 'agent', body: { revision: 1, title: 'Mine' } }),
    409: () => ({ ...ofResponse(), body: { revision: 99, title: 'Late' } }),
    422: () => ({ ...ofResponse(), body: { revision: published.revision, status: 'draft' } }),
  },
  'get /canned-responses/{id}/versions': { 403: () => ({ ...ofResponse(), as: 'agent' }) },
  'post /canned-responses/{id}/restore': {
    403: () => ({ ...ofResponse(), as: 'agent', body: { revision: 1, from: 1 } }),
    409: () => ({ ...ofResponse(), body: { revision: 99, from: 1 } }),
  },
  'post /canned-responses/import': {
    400: () => ({ query: { library, dryRun: 'perhaps' }, body: [] }),
    403: () => ({ as: 'agent', query: { library }, body: [] }),
    404: () => ({ query: { library: NOWHERE }, body: [] }),
    413: () => ({ query: { library }, body: ' '.repeat(10 * MIB + 1) }),
    415: () => ({ query: { library }, body: 'x', type: 'text/plain' }),
  },
  'get /canned-responses/export': {
    400: () => ({ query: { library, format: 'xlsx' } }),
    403: () => ({ as: 'agent', query: { library } }),
    404: () => ({ query: { library: NOWHERE } }),
  },
  'post /canned-responses/{id}/uses': { 403: () => ({ ...ofResponse(), as: 'nobody', body: use }) },
  'put /favorites/{id}': { 403: () => ({ ...ofResponse(), as: 'nobody' }) },
  'delete /favorites/{id}': { 403: () => ({ ...ofResponse(), as: 'nobody' }) },
  'delete /activity/customers/{userId}': {
    400: () => ({ id: 'u1' }),
    403: () => ({ id: 'u1', as: 'agent', query: { shop: 'demo' } }),
    404: () => ({ id: 'u'.repeat(256), query: { shop: 'demo' } }),
  },
  'get /canned-responses/rules': { 403: () => ({ as: 'stranger' }) },
  'put /canned-responses/rules': {
    403: () => ({ as: 'agent', body: { revision: 0, rules: [] } }),
    409: () => ({ body: { revision: 7, rules: [] } }),
    422: () => ({ body: { revision: 0, rules: ['a', 'b'].map((ruleId) => ({ ...RULE, id: ruleId })) } }),
  },
  'get /queues/rules': { 403: () => ({ as: 'agent' }) },
  'get /queues/policies': { 400: () => ({ query: { taskQueueSid: 'junk' } }), 403: () => ({ as: 'agent' }) },
  'put /queues/rules': {
    403: () => ({ as: 'agent', body: { revision: 0, rules: [] } }),
    409: () => ({ body: { revision: 7, rules: [] } }),
    422: () => ({ body: { revision: 0, rules: [{ id: 'a', queues: { kind: 'all' } }] } }),
  },
  'get /queues/groups': { 403: () => ({ as: 'agent' }) },
  'put /queues/groups': {
    403: () => ({ as: 'agent', body: { revision: 0, rules: [] } }),
    409: () => ({ body: { revision: 7, rules: [] } }),
    422: () => ({ body: { revision: 0, rules: ['a', 'b'].map((groupId) => ({ ...GROUP, id: groupId })) } }),
  },
  ...BOARD_VIEW_CASES,
  ...SYNC_ACTIVITY_CASES,
  ...SHOP_CASES,
};

const use = { id: '5f3a2f0e-5a52-4d7c-9d5f-8b1c4b7f5a10', way: 'click', wasEdited: false };
const twice = {
  ...content('Twice'),
  variants: [
    { language: 'en', channel: null, body: 'One' },
    { language: 'EN', channel: null, body: 'Two' },
  ],
};

const GOOD_BODIES: Readonly<Record<string, () => unknown>> = {
  'post /queues/alerts/{alertId}/actions': () => TAKE,
  'patch /queues/alerts/webhooks/{hookId}': () => ({ state: 'on' }),
  'patch /recent-calls/{reservationSid}': () => ({ notesRevision: 0, note: 'x' }),
  'patch /libraries/{id}': () => ({ revision: 1 }),
  'patch /canned-responses/{id}': () => ({ revision: 1 }),
  'post /canned-responses/{id}/restore': () => ({ revision: 1, from: 1 }),
  'post /canned-responses/{id}/uses': () => use,
};

/** What every operation answers in the same way, by what it takes. */
function commonCase(key: string, { bodyLimitBytes = MIB }: Operation, status: number): Ask | null {
  const id = key.includes('recent-calls') ? reservationSid(1) : key.includes('/libraries') ? library : draft.id;
  switch (status) {
    case 400:
      return { id, as: 'agent', body: ['neither this nor that'] };
    case 404: {
      const body = GOOD_BODIES[key]?.();
      return { as: 'agent', id: 'nothing', ...(body === undefined ? {} : { body }) };
    }
    case 413:
      return { id, body: JSON.stringify('x'.repeat(bodyLimitBytes)) };
    case 415:
      return { id, body: 'text', type: 'text/plain' };
    default:
      return null;
  }
}

async function answerOf(operation: Operation, status: number): Promise<LightMyRequestResponse> {
  const { method, path, limit } = operation;
  const key = `${method} ${path}`;
  switch (status) {
    case 401:
      token = () => ({ status: 'invalid' });
      return send(method, path, {});
    case 503:
      token = () => ({ status: 'unavailable', retryAfterMs: 1_500, reason: 'Twilio is away' });
      return send(method, path, {});
    case 429:
      for (let sent = 0; sent < limit.burst; sent += 1) expect((await send(method, path, {})).statusCode).not.toBe(429);
      return send(method, path, {});
    default: {
      const ask = CASES[key]?.[status]?.() ?? commonCase(key, operation, status);
      if (ask === null) throw new Error(`${key} says that it answers ${status}, and no case shows it`);
      return send(method, path, ask);
    }
  }
}

const declared = (): (readonly [string, Operation, number])[] =>
  served.flatMap(({ operation }) =>
    errorsOf(operation).map((status) => [`${operation.method} ${operation.path}`, operation, status] as const),
  );

/** For as long as some four hundred answers of eighty servers may take on a machine with other work. */
const OF_ALL_MS = 300_000;

test(
  'every error that an operation says it answers is answered, in the one shape of errors',
  async () => {
    let before = '';
    for (const [key, operation, status] of declared()) {
      // It takes a second request at the right moment: similar-responses.pg.test.ts has it.
      if (key === 'post /canned-responses/similar' && status === 409) continue;
      // Requests before would count against the limit that is asked for, and against a narrow one.
      const counts = status === 429 || operation.limit.burst <= errorsOf(operation).length;
      if (key !== before || counts) await begin();
      token = SIGNED_IN;
      before = status === 429 ? '' : key;
      const response = await answerOf(operation, status);
      expect([key, response.statusCode, response.body]).toEqual([key, status, response.body]);
      expect(response.json()).toMatchObject({
        code: expect.any(String) as string,
        message: expect.any(String) as string,
        requestId: expect.any(String) as string,
      });
      if (status === 429 || status === 503) expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
      const rich = operation.richErrors?.[status];
      if (rich !== undefined) expect(v.safeParse(rich, response.json()).success).toBe(true);
    }
  },
  OF_ALL_MS,
);

test('no case is about an error that no operation tells of', () => {
  const known = new Set(declared().map(([key, , status]) => `${key} ${status}`));
  const cases = Object.entries(CASES).flatMap(([key, byStatus]) =>
    Object.keys(byStatus).map((status) => `${key} ${status}`),
  );
  expect(cases.filter((each) => !known.has(each))).toEqual([]);
});

test.each(['agents', 'trend', 'week-before'])('all queues may be named in /queues/%s', async (path) => {
  const taskQueueSids = Array.from({ length: MAX_QUEUES_ASKED }, (_each, number) => queueSid(number + 1));
  const { statusCode, body } = await send('post', `/queues/${path}`, { body: { taskQueueSids } });
  expect([statusCode, body]).toEqual([200, body]);
});
