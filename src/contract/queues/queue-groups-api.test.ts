import type { TaskQueueSid } from '../sid';
import { groupsOfQueue, type QueueGroup } from './queue-groups-api';

const SALES = `WQ${'1'.repeat(32)}` as TaskQueueSid;
const OTHER = `WQ${'2'.repeat(32)}` as TaskQueueSid;
const group = (name: string, fields: Partial<QueueGroup> = {}): QueueGroup => ({
  ...{ id: name.toLowerCase(), name, included: [], excluded: [] },
  ...fields,
});
const namesOf = (groups: readonly QueueGroup[], name: string, sid = SALES): string[] =>
  groupsOfQueue(groups, { sid, name, asksFor: [] }).map((each) => each.name);

describe('groups of queues', () => {
  it('hold what their rule is for, without regard to case and width, and what was put in by hand', () => {
    const groups = [
      group('Begins', { queues: { kind: 'prefix', beginsWith: 'vip' } }),
      group('Contains', { queues: { kind: 'name', contains: 'ＥＭＥＡ' } }),
      group('Hand', { included: [OTHER] }),
    ];
    expect(namesOf(groups, 'VIP emea')).toEqual(['Begins', 'Contains']);
    expect(namesOf(groups, 'No VIP')).toEqual([]);
    expect(namesOf(groups, 'No VIP', OTHER)).toEqual(['Hand']);
  });

  it('do not hold what was taken out by hand, whatever the rule says', () => {
    const all = group('All', { queues: { kind: 'all' }, excluded: [SALES] });
    expect(namesOf([all], 'Sales')).toEqual([]);
    expect(namesOf([all], 'Sales', OTHER)).toEqual(['All']);
  });

  it('are what stands before the slash too, until one of that name is kept', () => {
    expect(groupsOfQueue([], { sid: SALES, name: 'Sales / EMEA', asksFor: [] })).toEqual([{ name: 'Sales' }]);
    const kept = group('SALES', { included: [OTHER] });
    expect(namesOf([kept], 'Sales / EMEA')).toEqual([]);
    expect(groupsOfQueue([kept], { sid: OTHER, name: 'Service', asksFor: [] })).toEqual([
      { id: 'sales', name: 'SALES' },
    ]);
  });

  it('hold the queues that ask for an attribute of agents, or for one value of it', () => {
    const rule = (attribute: string, value?: string) =>
      group(attribute, { queues: { kind: 'attribute', attribute, ...(value === undefined ? {} : { value }) } });
    const asksFor = [
      { attribute: 'routing.skills', value: 'Billing' },
      { attribute: 'site', value: null },
    ];
    const isIn = (one: QueueGroup): boolean => groupsOfQueue([one], { sid: SALES, name: 'Sales', asksFor }).length > 0;
    for (const one of [rule('routing.skills'), rule('ROUTING.skills', 'billing'), rule('site')])
      expect(isIn(one)).toBe(true);
    for (const one of [rule('skills'), rule('routing.skills', 'bill'), rule('site', 'north')])
      expect(isIn(one)).toBe(false);
  });

  it('may gather what stands before the slash under another name, beside it', () => {
    const west = group('West', { queues: { kind: 'group', group: 'sales' } });
    expect(namesOf([west], 'Sales / EMEA')).toEqual(['Sales', 'West']);
  });
});
