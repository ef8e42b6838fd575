import type { WorkerSid } from '@flex-sync-suite/shared/contract';
import { accessProfile, mayRead, profileOf, profileReader, workerReader, type ProfileRole } from './access-profile';

const WORKER = `WK${'1'.repeat(32)}` as WorkerSid;
const CUSTOMER = `customer.${'a'.repeat(32)}`;

test.each([
  [['admin'], 'supervisor'],
  [['supervisor'], 'supervisor'],
  [['agent', 'supervisor'], 'supervisor'],
  [['agent'], 'agent'],
  [['wfo.full_access', 'agent'], 'agent'],
])('roles %j share the profile "%s"', (roles, role) => {
  expect(profileOf(roles, [])?.role).toBe(role);
});

test.each([[[]], [['wfo.full_access']], [['Admin']], [['administrator']]])('roles %j open nothing', (roles) => {
  expect(profileOf(roles, ['global000001'])).toBeNull();
});

test('an identity is the same for everyone with the role, and different between roles', () => {
  expect(accessProfile('agent').identity).toMatch(/^profile\.agent\.[0-9a-f]{12}$/);
  expect(accessProfile('agent')).toEqual(accessProfile('agent'));
  expect(accessProfile('supervisor').identity).toMatch(/^profile\.supervisor\.[0-9a-f]{12}$/);
});

test.each([
  ['backend-heartbeat', true, true],
  ['queue-index', true, false],
  [`queue.WQ${'1'.repeat(32)}`, true, false],
  ['recent-calls.WK1', false, false],
  [`canned-favorites.${WORKER}`, false, false],
  [`worker-attributes.${WORKER}`, false, false],
  ['canned-responses.team00000001.0', true, true],
  ['canned-response.team00000001.response0001', true, true],
  ['canned-responses.team00000002.0', false, false],
  ['canned-response.team00000002.response0001', false, false],
  [`canned-responses.${WORKER}.0`, false, false],
  [`canned-response.${WORKER}.response0001`, false, false],
  [CUSTOMER, false, false],
])('%s: supervisor %s, agent %s, both of the team', (name, supervisor, agent) => {
  const may = (role: ProfileRole) => mayRead(profileReader(accessProfile(role, ['team00000001'])), name);
  expect([may('supervisor'), may('agent')]).toEqual([supervisor, agent]);
});

test.each([
  ['backend-heartbeat', true],
  [`recent-calls.${WORKER}`, true],
  [`canned-favorites.${WORKER}`, true],
  [`canned-responses.${WORKER}.0`, true],
  [`canned-response.${WORKER}.response0001`, true],
  [`worker-attributes.${WORKER}`, false],
  [`canned-responses.WK${'2'.repeat(32)}.0`, false],
  [`recent-calls.WK${'2'.repeat(32)}`, false],
  ['canned-responses.team00000001.0', false],
  ['queue-index', false],
])("%s: a worker's own identity %s", (name, allowed) => {
  expect(mayRead(workerReader(WORKER), name)).toBe(allowed);
});

test('a worker’s own identity reads what is lent to it, and nothing like it', () => {
  const other = `customer.${'b'.repeat(32)}`;
  expect([CUSTOMER, other].map((name) => mayRead(workerReader(WORKER, [CUSTOMER]), name))).toEqual([true, false]);
  expect(mayRead(workerReader(WORKER), CUSTOMER)).toBe(false);
});

test('an identity is that of the set of libraries, whatever their order', () => {
  const both = accessProfile('agent', ['team00000002', 'team00000001']);
  expect(accessProfile('agent', ['team00000001', 'team00000002', 'team00000001'])).toEqual(both);
  expect(accessProfile('agent', ['team00000001']).identity).not.toBe(both.identity);
  expect(accessProfile('agent').identity).not.toBe(both.identity);
});
