import fc from 'fast-check';
import { rateLevel, rateOf } from './rate-level';
import { revisionsOf, withRevision, type RevisionHistory, type SeenRevision } from './revision-history';

describe('revisions that were seen', () => {
  const seen = (revision: number, bytes: number, of = 'x'): SeenRevision => ({
    of,
    revision: revision.toString(16),
    updatedAt: '2026-11-30T12:00:00.000Z',
    data: { revision },
    bytes,
  });

  test('never are more than 50, nor than 2 MB, and the newest is always there', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(200), fc.nat(3_000_000)), { minLength: 1 }), (all) => {
        const history = all.reduce<RevisionHistory>(
          (now, [revision, bytes]) => withRevision(now, seen(revision, bytes)),
          [],
        );
        expect(history.length).toBeLessThanOrEqual(50);
        const bytes = history.reduce((total, each) => total + each.bytes, 0);
        expect(history.length === 1 || bytes <= 2 * 1024 * 1024).toBe(true);
        expect(new Set(history.map(({ revision }) => revision)).size).toBe(history.length);
      }),
    );
  });

  test('are told of one value, the newest first', () => {
    const history = [seen(1, 1), seen(2, 1, 'y'), seen(3, 1)].reduce<RevisionHistory>(withRevision, []);
    expect(revisionsOf(history, 'x').map(({ revision }) => revision)).toEqual(['3', '1']);
  });
});

test.each([
  [{ writesIn10s: 10, throttledIn10s: 0, throttledIn5min: 0 }, 'calm'],
  [{ writesIn10s: 120, throttledIn10s: 0, throttledIn5min: 0 }, 'near'],
  [{ writesIn10s: 10, throttledIn10s: 0, throttledIn5min: 3 }, 'near'],
  [{ writesIn10s: 200, throttledIn10s: 0, throttledIn5min: 0 }, 'over'],
  [{ writesIn10s: 10, throttledIn10s: 1, throttledIn5min: 1 }, 'over'],
])('an object of 20 a second with %j is %s', (counts, level) => {
  expect(rateLevel({ ...counts, limitPerSecond: 20 })).toBe(level);
});

test('what Sync refused was asked of the object, too', () => {
  expect(rateOf({ writesIn10s: 150, throttledIn10s: 50, limitPerSecond: 20 })).toEqual({ perSecond: 20, share: 1 });
});
