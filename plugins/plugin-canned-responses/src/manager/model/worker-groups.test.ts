import type { Colleague, WorkerSid } from '@flex-sync-suite/shared/contract';
import { groupKey, workerGroups } from './worker-groups';

const worker = (n: number, rest: Partial<Colleague> = {}): Colleague => ({
  sid: `WK${String(n).padStart(32, '0')}` as WorkerSid,
  name: `Worker ${String(n)}`,
  ...rest,
});

it('groups people by everybody, team and skill, each by name', () => {
  const groups = workerGroups([
    worker(1, { team: 'Support', skills: ['de', 'billing'] }),
    worker(2, { team: 'Care', skills: ['de'] }),
    worker(3, { team: null, skills: [] }),
    worker(4),
  ]);
  expect(groups.map((group) => [groupKey(group), group.sids.map((sid) => Number(sid.slice(2)))])).toEqual([
    ['all:', [1, 2, 3, 4]],
    ['team:Care', [2]],
    ['team:Support', [1]],
    ['skill:billing', [1]],
    ['skill:de', [1, 2]],
  ]);
});

it('has no group without people', () => {
  expect(workerGroups([])).toEqual([]);
});
