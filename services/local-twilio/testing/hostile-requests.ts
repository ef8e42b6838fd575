import { account } from '../base/account';
import type { Random } from '../simulator/random';
import { DEEP, fieldsOf, formOf, jsonOf, mostly, NAMES, oneOf, QUERY_FIELDS } from './hostile-values';

const HOSTS = ['sync', 'taskrouter', 'iam', 'flex-api', 'flex', 'event-bridge', 'assets.flex', 'tsock.us1', 'status'];
const BASIC = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`;
const WORKSPACE = `/__twilio/taskrouter.twilio.com/v1/Workspaces/${account.workspaceSid}`;
const SERVICE = '/__twilio/sync.twilio.com/v1/Services/default';
const TARGETS = [
  ...[
    '',
    '/Workers',
    '/Workers/@',
    '/Workers/@/Channels/@',
    '/Workers/@/Reservations/@',
    '/Tasks',
    '/Tasks/@',
    '/Events',
  ],
  ...['/Tasks/@/Reservations/@', '/TaskQueues', '/TaskQueues/@', '/TaskQueues/RealTimeStatistics', '/Activities/@'],
  ...['/TaskQueues/@/RealTimeStatistics', '/Events/@', '/TaskChannels/@', '/Workflows', '/Workflows/@', '/Activities'],
].map((path) => `${WORKSPACE}${path}`);

const SYNC_TARGETS = ['Documents', 'Maps', 'Lists', 'Streams'].flatMap((kind) =>
  ['', '/@', '/@/Items', '/@/Items/@', '/@/Permissions', '/@/Permissions/@', '/@/Messages'].map(
    (path) => `${SERVICE}/${kind}${path}`,
  ),
);

const OTHER_TARGETS = [
  ...[
    'health',
    'flex-sign-in',
    'tokens',
    'requests',
    'connections/drop',
    'limits',
    'usage',
    'tasks',
    'outbound',
    'truth',
  ],
  ...['tasks/@/accept', 'tasks/@/messages', 'tasks/@/transfer', 'simulator', '@', '@/@'],
]
  .map((path) => `/emulator/${path}`)
  .concat(
    `/__twilio/iam.twilio.com/v1/Accounts/${account.accountSid}/Tokens/validate`,
    `/__twilio/iam.twilio.com/v1/Accounts/${account.accountSid}/Tokens/refresh`,
    `/__twilio/flex-api.twilio.com/v1/Accounts/${account.accountSid}/Tokens/Info`,
    '/__twilio/flex-api.twilio.com/v1/Configuration',
    '/__twilio/event-bridge.twilio.com/v1/wschannels',
    ...[
      '/@',
      '/plugins',
      '/plugins/@',
      '/plugins/@.js',
      '/@.js',
      '/flex-ui.js',
      '/__twilio/@/@',
      '/__twilio/',
      '/__twilio',
    ],
    ...HOSTS.map((host) => `/__twilio/${host}.twilio.com/@`),
  );

const FIELDS = [
  ...[
    'Attributes',
    'TargetWorkers',
    'FriendlyName',
    'Data',
    'UniqueName',
    'Key',
    'Ttl',
    'ItemTtl',
    'Priority',
    'Timeout',
  ],
  ...['TaskChannel', 'TaskQueueSid', 'AssignmentStatus', 'ReservationStatus', 'ActivitySid', 'Capacity', 'Available'],
  ...[
    'Read',
    'Write',
    'Manage',
    'EventCallbackUrl',
    'EventsFilter',
    'TaskQueueSids',
    'token',
    'Token',
    'identity',
    'to',
  ],
  ...['worker', 'queue', 'channel', 'from', 'attributes', 'ttlSeconds', 'as', 'serviceSid', 'text', 'mode', 'reason'],
  ...['account_sid', 'ui_attributes', 'url', 'method', 'params', '__proto__', 'constructor', 'seed', 'queues', 'speed'],
];

/** Calls that are understood, with the names of their fields: what is wrong with these is a value only. */
const CALLS: readonly (readonly [method: string, path: string, kind: 'query' | 'form' | 'json', fields: string])[] = [
  ['POST', `${WORKSPACE}/Tasks`, 'form', 'Attributes Priority TaskChannel Timeout TaskQueueSid RoutingTarget'],
  ['POST', `${WORKSPACE}/Workers`, 'form', 'FriendlyName ActivitySid Attributes'],
  ['POST', `${WORKSPACE}/Workers/alice`, 'form', 'FriendlyName ActivitySid Attributes RejectPendingReservations'],
  ['POST', `${WORKSPACE}/Workers/alice/Channels/voice`, 'form', 'Capacity Available'],
  ['POST', `${WORKSPACE}/TaskQueues`, 'form', 'FriendlyName TargetWorkers MaxReservedWorkers'],
  ['POST', `${WORKSPACE}/TaskQueues/Sales`, 'form', 'TargetWorkers MaxReservedWorkers'],
  ['POST', `${WORKSPACE}/TaskQueues/RealTimeStatistics`, 'json', 'TaskQueueSids'],
  ['POST', `${WORKSPACE}/Activities`, 'form', 'FriendlyName Available'],
  ['POST', WORKSPACE, 'form', 'FriendlyName EventCallbackUrl EventsFilter DefaultActivitySid TimeoutActivitySid'],
  ['GET', `${WORKSPACE}/Workers`, 'query', 'TargetWorkersExpression Available FriendlyName TaskQueueSid PageSize Page'],
  ['GET', `${WORKSPACE}/Tasks`, 'query', 'AssignmentStatus Priority TaskQueueSid PageSize Page PageToken'],
  ['GET', `${WORKSPACE}/Events`, 'query', 'StartDate EndDate Minutes TaskSid PageSize Page PageToken'],
  ['POST', `${SERVICE}/Documents`, 'form', 'Data UniqueName Ttl'],
  ['POST', `${SERVICE}/Maps`, 'form', 'UniqueName Ttl CollectionTtl'],
  ['POST', `${SERVICE}/Maps/m/Items`, 'form', 'Key Data Ttl ItemTtl CollectionTtl'],
  ['GET', `${SERVICE}/Maps/m/Items`, 'query', 'Order From Bounds PageSize PageToken'],
  ['POST', `${SERVICE}/Lists/l/Items`, 'form', 'Data Ttl ItemTtl'],
  ['POST', `${SERVICE}/Maps/m/Permissions/@`, 'form', 'Read Write Manage'],
  ['POST', `${SERVICE}/Streams/s/Messages`, 'form', 'Data'],
  ['POST', '/emulator/tasks', 'json', 'channel queue from attributes priority timeoutSeconds'],
  ['POST', '/emulator/outbound', 'json', 'worker to queue attributes'],
  ['POST', '/emulator/tokens', 'json', 'identity serviceSid ttlSeconds'],
  ['POST', '/emulator/flex-sign-in', 'json', 'as worker ttlSeconds'],
  ['POST', '/emulator/reset', 'json', 'seed'],
  ['POST', '/emulator/simulator', 'json', 'seed queues workers callbacks startAt transferShare patienceSeconds'],
  ['POST', '/emulator/connections/drop', 'json', 'identity refuseForMs'],
  ['GET', '/emulator/requests', 'query', 'after'],
  ['POST', '/__twilio/flex-api.twilio.com/v1/Configuration', 'json', 'account_sid ui_attributes'],
  ['POST', '/__twilio/event-bridge.twilio.com/v1/wschannels', 'json', 'url method params token'],
  ['POST', `/__twilio/iam.twilio.com/v1/Accounts/${account.accountSid}/Tokens/validate`, 'json', 'token'],
];

function bodyOf(random: Random): Buffer {
  const fields = fieldsOf(random, FIELDS, 3 / FIELDS.length);
  const choices: readonly (() => string | Buffer)[] = [
    () => '',
    () => `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
    () => `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
    () => `Attributes=${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}&Data=${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
    () => '{"__proto__":{"running":true},"constructor":{"prototype":1}}',
    () => '{"unfinished":',
    () => '%=%E0%A4%A&%00=&=&&&==',
    () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]),
  ];
  const usual = random() < 0.5 ? jsonOf(fields) : formOf(fields);
  return Buffer.from(random() < 0.7 ? usual : oneOf(random, choices)());
}

function targetOf(random: Random): string {
  const query = formOf(fieldsOf(random, QUERY_FIELDS, 2 / QUERY_FIELDS.length)).slice(0, 8_000);
  const names = [...NAMES, 'alice', 'Sales', 'default', 'voice', '0'];
  const template = oneOf(random, oneOf(random, [TARGETS, SYNC_TARGETS, OTHER_TARGETS]));
  const path = template.replaceAll('@', () => oneOf(random, names));
  const target = query === '' ? path : `${path}?${query}`;
  const shapes = [`http://x:1${target}`, `http://[${target}`, `//evil${target}`, '//', '*'];
  return mostly(random, target, shapes).replaceAll(/\s/gu, '+');
}

/** A request that may be wrong in every way. */
export function wildRequest(random: Random): Buffer {
  const method = oneOf(random, ['GET', 'POST', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE']);
  const host = mostly(random, 'localhost', ['127.0.0.1:1', '__proto__', '[', 'a b', '', 'x/y?z']);
  return http(method, targetOf(random), bodyOf(random), [
    `Host: ${host}`,
    `Authorization: ${mostly(random, BASIC, ['Basic', 'Basic \xff', 'Bearer x', ''])}`,
    `If-Match: ${mostly(random, '*', ['"0"', '\xe9', '__proto__', '"'])}`,
    `X-Flex-JWE: ${oneOf(random, ['', 'a.b', '__proto__', '.'])}`,
    `Origin: ${mostly(random, 'http://localhost', ['null', '\xe9', '__proto__'])}`,
  ]);
}

/** A call that is understood, with some values that nobody expects. */
export function plausibleRequest(random: Random): Buffer {
  const [method, template, kind, names] = oneOf(random, CALLS);
  const fields = fieldsOf(random, names.split(' '), 0.7);
  const path = template.replace('@', encodeURIComponent(oneOf(random, NAMES)));
  const body = kind === 'json' ? jsonOf(fields) : kind === 'form' ? formOf(fields) : '';
  const target = kind === 'query' ? `${path}?${formOf(fields).slice(0, 8_000)}` : path;
  return http(method, target, Buffer.from(body), ['Host: localhost', `Authorization: ${BASIC}`]);
}

function http(method: string, target: string, body: Buffer, headers: readonly string[]): Buffer {
  const lines = [`${method} ${target} HTTP/1.1`, ...headers, `Content-Length: ${body.length}`, 'Connection: close'];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** A request to become a WebSocket that may be wrong in every way. */
export function upgradeOf(random: Random): string {
  const host = oneOf(random, [
    ...NAMES.filter((name) => !name.includes('\xff')),
    ...HOSTS.map((name) => `${name}.twilio.com`),
  ]);
  const path = oneOf(random, [
    '/v3/wsconnect',
    '/v1/wschannels',
    '/v1/wschannels?token=__proto__',
    '/',
    '',
    '/%',
    '/[',
  ]);
  const target = oneOf(random, [
    `/__twilio/${host}${path}`,
    `//${host}`,
    `http://${host}${path}`,
    'http://[',
    `/${host}`,
  ]);
  return [
    `${oneOf(random, ['GET', 'GET', 'POST', 'PUT'])} ${target} HTTP/1.1`,
    `Host: ${oneOf(random, ['localhost', '[', 'x y', '__proto__'])}`,
    `Upgrade: ${oneOf(random, ['websocket', 'websocket', 'constructor'])}`,
    'Connection: Upgrade',
    `Sec-WebSocket-Version: ${oneOf(random, ['13', '13', '1', 'x'])}`,
    `Sec-WebSocket-Key: ${oneOf(random, ['dGhlIHNhbXBsZSBub25jZQ==', 'dGhlIHNhbXBsZSBub25jZQ==', 'x', ''])}`,
    '\r\n',
  ].join('\r\n');
}
