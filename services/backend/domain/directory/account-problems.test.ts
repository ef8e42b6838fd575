import {
  accountProblems,
  type AccountFacts,
  type SyncServiceSettings,
  type WorkspaceSettings,
} from './account-problems';

const CALLBACK = 'https://backend.example/webhooks/taskrouter';
const WEBHOOK = 'https://backend.example/webhooks/sync';
const SERVICE = { isAclEnabled: true, sendsWebhooksFromRest: false, webhookUrl: WEBHOOK };

const healthy: AccountFacts = {
  isRealAccount: true,
  publicBaseUrl: 'https://backend.example',
  eventCallbackUrl: CALLBACK,
  workspace: { status: 'read', value: { eventCallbackUrl: CALLBACK, eventsFilter: '' } },
  streamedTypes: { status: 'read', value: null },
  syncWebhookUrl: WEBHOOK,
  syncService: { status: 'read', value: SERVICE },
  neededEventTypes: ['reservation.created', 'task.created'],
};

const found = (facts: Partial<AccountFacts>) =>
  accountProblems({ ...healthy, ...facts }).map(({ kind, isFatal }) => `${kind}${isFatal ? '!' : ''}`);
const withWorkspace = (change: Partial<WorkspaceSettings>): Partial<AccountFacts> => ({
  workspace: { status: 'read', value: { eventCallbackUrl: CALLBACK, eventsFilter: null, ...change } },
});
const withService = (change: Partial<SyncServiceSettings>): Partial<AccountFacts> => ({
  syncService: { status: 'read', value: { ...SERVICE, ...change } },
});

test('finds nothing wrong with a healthy account', () => {
  expect(found({})).toEqual([]);
});

test.each<[string, Partial<AccountFacts>]>([
  ['auth_token_refused!', { workspace: { status: 'refused' } }],
  ['workspace_missing!', { workspace: { status: 'missing' } }],
  ['api_key_refused!', { syncService: { status: 'refused' } }],
  ['sync_service_missing!', { syncService: { status: 'missing' } }],
  ['public_base_url_unset!', { publicBaseUrl: null }],
  ['sync_acl_disabled', withService({ isAclEnabled: false })],
  ['sync_webhooks_from_rest', withService({ sendsWebhooksFromRest: true })],
  ['sync_webhook_unset', withService({ webhookUrl: null })],
  ['sync_webhook_unset', withService({ webhookUrl: '' })],
  ['sync_webhook_elsewhere', withService({ webhookUrl: 'https://other.example/webhooks/sync' })],
  ['sync_webhook_elsewhere', withService({ webhookUrl: CALLBACK })],
  ['event_callback_unset', withWorkspace({ eventCallbackUrl: null })],
  ['event_callback_unset', withWorkspace({ eventCallbackUrl: '' })],
  ['event_callback_elsewhere', withWorkspace({ eventCallbackUrl: 'https://other.example/webhooks/taskrouter' })],
  ['event_callback_elsewhere', withWorkspace({ eventCallbackUrl: CALLBACK.replace('https', 'http') })],
  ['event_callback_elsewhere', withWorkspace({ eventCallbackUrl: `${CALLBACK}/` })],
  ['event_callback_elsewhere', withWorkspace({ eventCallbackUrl: 'no URL at all' })],
  ['event_types_missing', withWorkspace({ eventsFilter: 'task.created' })],
  ['twilio_unreachable', { workspace: { status: 'unknown' } }],
  ['twilio_unreachable', { syncService: { status: 'unknown' } }],
])('finds %s, fatal where nothing can work', (problem, facts) => {
  expect(found(facts)).toEqual([problem]);
});

test.each([
  ['with a default port', withWorkspace({ eventCallbackUrl: 'https://backend.example:443/webhooks/taskrouter' })],
  ['of Sync with a default port', withService({ webhookUrl: 'https://backend.example:443/webhooks/sync' })],
  ['with a query of its own', withWorkspace({ eventCallbackUrl: `${CALLBACK}?tenant=a` })],
  [
    'with every type in another order and notation',
    withWorkspace({ eventsFilter: ' TASK.created ,reservation.created,' }),
  ],
])('takes a callback %s', (_name, facts) => {
  expect(found(facts)).toEqual([]);
});

test.each([
  'http://localhost:4100',
  'https://backend.localhost',
  'http://127.0.0.1:4100',
  'http://127.9.9.9',
  'http://[::1]:4100',
  'http://[::ffff:127.0.0.1]',
  'http://0.0.0.0:4100',
])('Twilio cannot call %s, an emulator can', (publicBaseUrl) => {
  expect(found({ publicBaseUrl })).toEqual(['public_base_url_loopback!']);
  expect(found({ publicBaseUrl, isRealAccount: false })).toEqual([]);
});

test.each(['https://localhost.example', 'https://127.example', 'http://10.0.0.1'])(
  'Twilio may call %s',
  (publicBaseUrl) => {
    expect(found({ publicBaseUrl })).toEqual([]);
  },
);

const ELSEWHERE = withWorkspace({ eventCallbackUrl: 'https://other.example', eventsFilter: 'task.deleted' });
const streaming = (...types: string[]): Partial<AccountFacts> => ({
  streamedTypes: { status: 'read', value: new Set(types) },
  neededEventTypes: ['activity.created', 'reservation.created', 'task.created'],
});

test.each<[string, Partial<AccountFacts>, string[]]>([
  ['by Event Streams alone, without activities', streaming('task.created', 'reservation.created'), []],
  ['by a subscription that leaves some out', streaming('task.created'), ['event_types_missing']],
  [
    'by nobody who can be asked',
    { streamedTypes: { status: 'unknown' } },
    ['event_callback_elsewhere', 'event_types_missing'],
  ],
])('where the callback is somebody else’s, events that come %s are told as %j', (_how, facts, problems) => {
  expect(found({ ...ELSEWHERE, ...facts })).toEqual(problems);
});

test('the callback alone is enough, whatever Event Streams is subscribed to beside it', () => {
  expect(found(streaming('task.created'))).toEqual([]);
});

test('finds everything at once, each in one sentence without a secret of its own', () => {
  const everything: AccountFacts = {
    ...healthy,
    publicBaseUrl: null,
    ...withWorkspace({ eventCallbackUrl: 'https://secret.example/hook?key=4711', eventsFilter: 'task.deleted' }),
    ...withService({ isAclEnabled: false, sendsWebhooksFromRest: true }),
  };
  const problems = accountProblems(everything);
  expect(problems.map(({ kind }) => kind)).toEqual([
    'public_base_url_unset',
    'event_callback_elsewhere',
    'event_types_missing',
    'sync_acl_disabled',
    'sync_webhooks_from_rest',
  ]);
  for (const { message } of problems) expect(message).toMatch(/^[A-Z][^\n]+: [^\n]+[^.]$/);
  expect(JSON.stringify(problems)).not.toContain('4711');
});
