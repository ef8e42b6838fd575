import type { LibraryAccess, LibraryId, LibraryKind, WorkerSid } from '@flex-sync-suite/shared/contract';
import { accessTo, type Membership } from './library-access';

const ME = `WK${'1'.repeat(32)}` as WorkerSid;
const OTHER = `WK${'2'.repeat(32)}` as WorkerSid;
const SHARED = 'abcdefghijkl';

const CELLS: readonly (readonly [LibraryKind, LibraryId, string, Membership | null, LibraryAccess | null])[] = [
  ['global', SHARED, 'admin', null, 'administer'],
  ['global', SHARED, 'admin', 'lead', 'administer'],
  ['global', SHARED, 'supervisor', null, 'read'],
  ['global', SHARED, 'supervisor', 'lead', 'edit'],
  ['global', SHARED, 'agent', null, 'read'],
  ['global', SHARED, 'agent', 'lead', 'edit'],
  ['global', SHARED, 'wfo.full_access', null, null],
  ['global', SHARED, 'wfo.full_access', 'lead', null],
  ['team', SHARED, 'admin', null, 'administer'],
  ['team', SHARED, 'admin', 'member', 'administer'],
  ['team', SHARED, 'supervisor', null, null],
  ['team', SHARED, 'supervisor', 'member', 'read'],
  ['team', SHARED, 'supervisor', 'lead', 'edit'],
  ['team', SHARED, 'agent', null, null],
  ['team', SHARED, 'agent', 'member', 'read'],
  ['team', SHARED, 'agent', 'lead', 'edit'],
  ['team', SHARED, 'wfo.full_access', 'member', null],
  ['personal', ME, 'admin', null, 'administer'],
  ['personal', OTHER, 'admin', null, 'administer'],
  ['personal', ME, 'supervisor', null, 'administer'],
  ['personal', OTHER, 'supervisor', null, null],
  ['personal', ME, 'agent', null, 'administer'],
  ['personal', OTHER, 'agent', null, null],
  ['personal', OTHER, 'agent', 'lead', null],
  ['personal', ME, 'wfo.full_access', null, null],
];

test.each(CELLS)('%s library %s, role %s, membership %s: %s', (kind, id, role, membership, expected) => {
  expect(accessTo({ kind, id }, { roles: [role], workerSid: ME }, membership)).toBe(expected);
});

test('the most capable of several roles counts', () => {
  const caller = { roles: ['wfo.full_access', 'agent', 'admin'], workerSid: ME };
  expect(accessTo({ kind: 'team', id: SHARED }, caller, null)).toBe('administer');
});

test('no role opens nothing, and who has no worker owns no library', () => {
  expect(accessTo({ kind: 'global', id: SHARED }, { roles: [], workerSid: ME }, 'lead')).toBeNull();
  expect(accessTo({ kind: 'personal', id: ME }, { roles: ['agent'], workerSid: null }, null)).toBeNull();
});
