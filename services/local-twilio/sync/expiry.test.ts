import fc from 'fast-check';
import { createManualClock } from '../testing/manual-clock';
import { createExpiryQueue } from './expiry-queue';
import { SyncError } from './sync-error';
import { REST_CALLER, type SyncEvent } from './sync-model';
import { createSyncServices } from './sync-services';

function createService() {
  const clock = createManualClock();
  const services = createSyncServices({ clock, limits: { enabled: true } });
  return { clock, service: services.service('IS1') };
}

test('[SY6] due things run in the order of their times', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1 }), (delays) => {
      const clock = createManualClock(0);
      const queue = createExpiryQueue(clock);
      const ran: number[] = [];
      for (const delay of delays) queue.add(delay, (atMs) => ran.push(atMs));
      clock.advance(1_000);
      expect(ran).toEqual([...delays].sort((left, right) => left - right));
    }),
  );
});

test('[SY6] a renewed time to live counts, the former one is void', () => {
  const { clock, service } = createService();
  service.documents.create(REST_CALLER, { uniqueName: 'cart', data: {}, ttl: 60 });
  clock.advance(59_000);
  service.documents.update(REST_CALLER, 'cart', { ttl: 60 });
  clock.advance(59_000);
  expect(service.documents.get(REST_CALLER, 'cart').revision).toBe('0');
  clock.advance(1_000);
  expect(() => service.documents.get(REST_CALLER, 'cart')).toThrow('Unique name not found');
});

test('[SY6] a write of data does not extend the time to live', () => {
  const { clock, service } = createService();
  service.maps.create(REST_CALLER, { uniqueName: 'board' });
  service.maps.write(REST_CALLER, 'board', 'key', { data: {}, ttl: 60 }, 'set');
  clock.advance(30_000);
  service.maps.write(REST_CALLER, 'board', 'key', { data: { later: true } }, 'set');
  clock.advance(30_000);
  expect(service.maps.get(REST_CALLER, 'board').items.size).toBe(0);
});

test('[SY6] a time to live of 0 lifts an earlier one', () => {
  const { clock, service } = createService();
  service.lists.create(REST_CALLER, { uniqueName: 'log', ttl: 60 });
  service.lists.push(REST_CALLER, 'log', { data: {}, ttl: 60 });
  service.lists.setTtl(REST_CALLER, 'log', 0);
  service.lists.write(REST_CALLER, 'log', 0, { ttl: 0 }, 'update');
  clock.advance(3_600_000);
  expect(service.lists.get(REST_CALLER, 'log').items.size).toBe(1);
});

test('[SY6] items expire before the next change of their collection, with ids in order', () => {
  const { clock, service } = createService();
  const map = service.ensureMap('board');
  const events: string[] = [];
  map.watchers.add((event: SyncEvent) => {
    if ('item' in event) events.push(`${String(event.id)} ${event.type} ${String(event.item.key)}`);
  });
  for (const [key, ttl] of [
    ['b', 2],
    ['a', 1],
  ] as const) {
    service.maps.write(REST_CALLER, 'board', key, { data: {}, ttl }, 'set');
  }
  clock.advance(5_000);
  service.putMapItem('board', 'c', {});
  expect(events).toEqual([
    '0 item_added b',
    '1 item_added a',
    '2 item_removed a',
    '3 item_removed b',
    '4 item_added c',
  ]);
});

test.each([-1, 31_536_001, 1.5, NaN, '60'])('[SY6] a time to live of %p is refused', (ttl) => {
  const { service } = createService();
  expect(() => service.documents.create(REST_CALLER, { data: {}, ttl })).toThrow(
    new SyncError(400, 54011, 'Invalid TTL'),
  );
});
