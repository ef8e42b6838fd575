import fc from 'fast-check';
import type { SyncActivityEntry } from '@flex-sync-suite/shared/contract';
import { filtered, MAX_ENTRIES, playedUntil, timelineLines, withNewer, type TimelineLog } from './timeline-log';

describe('the timeline', () => {
  const entry = (id: number, changes: Partial<SyncActivityEntry> = {}): SyncActivityEntry => ({
    id: String(id),
    at: new Date(Date.UTC(2026, 10, 30) + id * 1_000).toISOString(),
    serviceSid: `IS${'0'.repeat(32)}` as SyncActivityEntry['serviceSid'],
    deed: 'update',
    kind: 'document',
    sid: `ET${'0'.repeat(32)}`,
    uniqueName: 'queue.1',
    itemKey: null,
    identity: 'backend',
    revision: 'a',
    bytes: 10,
    status: 200,
    ...changes,
  });
  const idsOf = (log: TimelineLog): number[] => log.map(({ id }) => Number(id));

  test('holds each entry once, the newest first, whatever answers overlap; the oldest go when it is full', () => {
    const answers = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_200 }), fc.integer({ min: 1, max: 300 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(answers, (spans) => {
        let newest = 0;
        const log = spans.reduce<TimelineLog>((before, [from, length]) => {
          const ids = Array.from({ length }, (_, index) => from + length - 1 - index);
          newest = Math.max(newest, ...ids);
          return withNewer(
            before,
            ids.map((id) => entry(id)),
          );
        }, []);
        const ids = idsOf(log);
        expect(ids).toEqual([...new Set(ids)].sort((one, other) => other - one));
        expect(ids[0] ?? 0).toBe(newest);
      }),
    );
    const many = Array.from({ length: MAX_ENTRIES }, (_, index) => entry(MAX_ENTRIES - index));
    const full = withNewer(many, [entry(MAX_ENTRIES + 1)]);
    expect([full.length, idsOf(full)[0], idsOf(full).at(-1)]).toEqual([MAX_ENTRIES, MAX_ENTRIES + 1, 2]);
    expect(withNewer(many, [entry(5)])).toBe(many);
  });

  test('is narrowed by object, kind, deed, and a part of the identity', () => {
    const log = [entry(3, { identity: 'WK7' }), entry(2, { kind: 'map', sid: 'MP1', deed: 'remove' }), entry(1)];
    const all = { sid: null, kind: null, identity: '', deed: null };
    expect(filtered(log, all)).toBe(log);
    expect(idsOf(filtered(log, { ...all, sid: 'MP1' }))).toEqual([2]);
    expect(idsOf(filtered(log, { ...all, kind: 'document' }))).toEqual([3, 1]);
    expect(idsOf(filtered(log, { ...all, deed: 'remove' }))).toEqual([2]);
    expect(idsOf(filtered(log, { ...all, identity: 'wk' }))).toEqual([3]);
  });

  test('is replayed in its own rhythm', () => {
    const span = [entry(9), entry(5), entry(1)];
    const at = (ms: number): number[] => idsOf(playedUntil(span, ms));
    expect([at(0), at(3_999), at(4_000), at(60_000)]).toEqual([[1], [1], [5, 1], [9, 5, 1]]);
    expect(playedUntil([], 5)).toEqual([]);
  });

  test('is saved with its fields, in one line each', () => {
    const [head, line] = timelineLines([entry(1, { itemKey: null, status: null })]);
    expect(head?.slice(0, 5)).toEqual(['id', 'at', 'deed', 'kind', 'uniqueName']);
    expect(line?.slice(0, 5)).toEqual(['1', '2026-11-30T00:00:01.000Z', 'update', 'document', 'queue.1']);
    expect(line).toHaveLength(head?.length ?? 0);
  });
});
