import { clockFinding } from './checks/clock';
import { postgresFindings } from './checks/database';
import { versionFinding } from './checks/flex';
import { pluginFinding } from './checks/plugins';
import { callbackFinding, filterFinding } from './checks/workspace';
import { exitCodeOf, missing, right, unknown, wrong } from './finding';
import { NEEDED_EVENT_TYPES } from '../account/event-types';

const GOOD = { version: 16, may_create: true, may_write: false, is_standby: false, encoding: 'UTF8' };

test.each([
  ['2.17.1', 'right'],
  ['2.7.0', 'right'],
  ['~2.9.0', 'right'],
  ['2', 'right'],
  ['^2.1.0', 'right'],
  ['2.6.3', 'wrong'],
  ['~2.6.0', 'wrong'],
  ['1.34.0', 'wrong'],
  ['3.0.0', 'wrong'],
  [null, 'unknown'],
  ['latest', 'unknown'],
])('Flex UI %s is %s', (version, state) => {
  expect(versionFinding(version).state).toBe(state);
});

test.each([
  [{}, []],
  [{ version: 13 }, ['database.version']],
  [{ may_create: false }, ['database.rights']],
  [{ may_create: false, may_write: true }, []],
  [{ is_standby: true }, ['database.writes']],
  [{ encoding: 'SQL_ASCII' }, ['database.encoding']],
])('a PostgreSQL with %j is wrong in %j', (changes, checks) => {
  const findings = postgresFindings({ ...GOOD, ...changes });
  expect(findings.filter(({ state }) => state !== 'right').map(({ check }) => check)).toEqual(checks);
});

const served = (value: string) => ({ kind: 'read', value }) as const;
test.each([
  [served('1'), '1', 'right'],
  [served('1'), null, 'right'],
  [served('1'), '2', 'wrong'],
  [{ kind: 'missing' }, '1', 'wrong'],
  [{ kind: 'refused' }, '1', 'unknown'],
  [{ kind: 'silent', reason: 'HTTP 500' }, null, 'unknown'],
] as const)('an active plugin that is served as %j beside the built %s is %s', (reading, built, state) => {
  expect(pluginFinding({ name: 'plugin-a', version: '1.0.0' }, reading, built).state).toBe(state);
});

test.each([
  ['https://a.example/webhooks/taskrouter', 'right'],
  ['https://a.example:443/webhooks/taskrouter?key=1', 'right'],
  ['https://a.example/webhooks/taskrouter/', 'right'],
  ['https://b.example/webhooks/taskrouter', 'wrong'],
  ['http://a.example/webhooks/taskrouter', 'wrong'],
  ['', 'missing'],
  [null, 'missing'],
])('an event callback to %s is %s', (url, state) => {
  expect(callbackFinding(url, 'https://a.example').state).toBe(state);
});

test.each([
  [null, 'right'],
  ['', 'right'],
  [NEEDED_EVENT_TYPES.join(' , ').toUpperCase(), 'right'],
  [NEEDED_EVENT_TYPES.slice(1).join(), 'wrong'],
])('an events filter %#: %s', (filter, state) => {
  expect(filterFinding(filter).state).toBe(state);
});

test.each([
  ['Mon, 30 Nov 2026 10:00:00 GMT', 0, 'right'],
  ['Mon, 30 Nov 2026 10:00:00 GMT', 29_000, 'right'],
  ['Mon, 30 Nov 2026 10:00:00 GMT', 31_000, 'wrong'],
  ['Mon, 30 Nov 2026 10:00:00 GMT', -3_600_000, 'wrong'],
  [null, 0, 'unknown'],
])('a clock beside %s, %i ms off, is %s', (date, offMs, state) => {
  expect(clockFinding(date, Date.UTC(2026, 10, 30, 10) + offMs).state).toBe(state);
});

test('the exit code tells scripts what to do', () => {
  const [good, bad, none, open] = [right('a', ''), wrong('a', '', ''), missing('a', '', ''), unknown('a', '')];
  expect([[good], [good, bad], [good, none, open], [good, open], []].map(exitCodeOf)).toEqual([0, 1, 1, 2, 0]);
});
