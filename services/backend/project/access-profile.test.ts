import { accessProfile, mayRead, profileOf } from './access-profile';

test.each([
  [['admin'], 'supervisor'],
  [['supervisor'], 'supervisor'],
  [['agent', 'supervisor'], 'supervisor'],
  [['agent'], 'agent'],
  [['wfo.full_access', 'agent'], 'agent'],
])('roles %j share the profile "%s"', (roles, role) => {
  expect(profileOf(roles)?.role).toBe(role);
});

test.each([[[]], [['wfo.full_access']], [['Admin']], [['administrator']]])('roles %j open nothing', (roles) => {
  expect(profileOf(roles)).toBeNull();
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
])('%s: supervisor %s, agent %s', (name, supervisor, agent) => {
  expect([mayRead('supervisor', name), mayRead('agent', name)]).toEqual([supervisor, agent]);
});
