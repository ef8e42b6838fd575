import fc from 'fast-check';
import { countMovedRows, frozenOrder } from './frozen-order';

describe('frozenOrder', () => {
  it('keeps rows in place, drops those that are gone and appends new ones', () => {
    expect(frozenOrder(['a', 'b', 'c'], ['d', 'c', 'a'])).toEqual(['a', 'c', 'd']);
  });
});

describe('countMovedRows', () => {
  it('counts nothing when the order is the same', () => {
    expect(countMovedRows(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(0);
  });

  it('counts one row that rose to the top as one', () => {
    expect(countMovedRows(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toBe(1);
  });

  it('counts the fewest rows that must move, as trying every subset finds', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 6 }), (live) => {
        const shown = ['a', 'b', 'c', 'd', 'e', 'f'];
        const kept = Array.from({ length: 64 }, (_, bits) => shown.filter((_sid, index) => (bits >> index) & 1)).filter(
          (subset) => subset.join() === live.filter((sid) => subset.includes(sid)).join(),
        );
        expect(countMovedRows(shown, live)).toBe(6 - Math.max(...kept.map(({ length }) => length)));
      }),
    );
  });
});
