import { announce, ANNOUNCE_EVERY_MS, SILENT } from './status-announcement';
import type { QueueStatus } from './figures/queue-row-model';

const statuses = (entries: Record<string, QueueStatus>): Map<string, QueueStatus> => new Map(Object.entries(entries));
const NOW = 1_000_000;

describe('announce', () => {
  const first = announce(SILENT, statuses({ a: 'ok', b: 'critical' }), NOW);

  it('says nothing about what it sees first, and nothing while nothing changes', () => {
    expect(first.spoken).toEqual([]);
    expect(announce(first, statuses({ a: 'ok', b: 'critical' }), NOW + 60_000)).toBe(first);
  });

  it('says which queues changed', () => {
    const next = announce(first, statuses({ a: 'warning', b: 'critical' }), NOW + 1);
    expect(next.spoken).toEqual([{ sid: 'a', status: 'warning' }]);
  });

  it('waits between two announcements, then says the newest status of each queue', () => {
    let state = announce(first, statuses({ a: 'warning', b: 'critical' }), NOW);
    state = announce(state, statuses({ a: 'critical', b: 'critical' }), NOW + 1000);
    state = announce(state, statuses({ a: 'critical', b: 'ok' }), NOW + ANNOUNCE_EVERY_MS - 1);
    expect(state.spoken).toEqual([{ sid: 'a', status: 'warning' }]);
    state = announce(state, statuses({ a: 'critical', b: 'ok' }), NOW + ANNOUNCE_EVERY_MS);
    expect(state.spoken).toEqual([
      { sid: 'a', status: 'critical' },
      { sid: 'b', status: 'ok' },
    ]);
  });

  it('is silent about traffic and loading, and about a status that came back from them', () => {
    let state = announce(first, statuses({ a: 'noTraffic', b: 'unavailable', c: 'loading' }), NOW + 10_000);
    state = announce(state, statuses({ a: 'ok', b: 'critical', c: 'warning' }), NOW + 20_000);
    expect(state.spoken).toEqual([]);
  });

  it('says that a queue got worse while the board was not live and nothing was known of it', () => {
    let state = announce(first, statuses({}), NOW + 10_000);
    state = announce(state, statuses({ a: 'critical', b: 'critical' }), NOW + 20_000);
    expect(state.spoken).toEqual([{ sid: 'a', status: 'critical' }]);
  });
});
