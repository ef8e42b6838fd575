import fc from 'fast-check';
import { EMULATOR_CALLER, type ItemChanged } from './sync-model';
import { createSyncServices } from './sync-services';

type Board = Map<string | number, number>;

/** What a client makes of events. */
function apply(board: Board, events: readonly ItemChanged[]): Board {
  const result = new Map(board);
  for (const { type, item } of events) {
    if (type === 'item_removed') result.delete(item.key);
    else result.set(item.key, item.data['value'] as number);
  }
  return result;
}

test('[TW7] a client that left at any moment catches up to the present state', () => {
  const change = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), remove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.nat(60), (changes, leftAfter) => {
      const service = createSyncServices({ limits: { enabled: true } }).service('IS1');
      const map = service.ensureMap('board');
      let seen: Board = new Map();
      let lastEventId = -1;
      changes.forEach(({ key, remove }, value) => {
        if (remove) service.removeMapItem('board', key);
        else service.putMapItem('board', key, { value });
        if (value < leftAfter) {
          seen = apply(seen, map.log.after(lastEventId));
          ({ lastEventId } = map);
        }
      });
      const caughtUp = apply(seen, map.log.after(lastEventId));
      expect(caughtUp).toEqual(new Map([...map.items].map(([key, item]) => [key, item.data['value']])));
    }),
  );
});

test('[TW7] a long history is compacted to the newest event of each key and stays complete', () => {
  const service = createSyncServices({ limits: { enabled: true } }).service('IS1');
  const map = service.ensureMap('board');
  for (let value = 0; value < 5_000; value += 1) {
    const key = `key${String(value % 50)}`;
    if (value % 7 === 0) service.removeMapItem('board', key);
    else service.putMapItem('board', key, { value });
  }
  const events = map.log.after(-1);
  expect(events.length).toBeLessThan(1_100);
  expect(events.map(({ id }) => id)).toEqual([...events].map(({ id }) => id).sort((left, right) => left - right));
  const present = new Map([...map.items].map(([key, item]) => [key, item.data['value']]));
  expect(apply(new Map(), events)).toEqual(present);
  expect(service.maps.get(EMULATOR_CALLER, 'board').lastEventId).toBe(events.at(-1)?.id);
});
