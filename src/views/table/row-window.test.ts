import { layOutRows } from './row-window';

describe('layOutRows', () => {
  it('puts the height of what is left out before, between and after the rows', () => {
    expect(layOutRows([2, 3, 9], 12, 50)).toEqual([
      { kind: 'gap', key: 'gap-0', heightPx: 100 },
      { kind: 'row', index: 2 },
      { kind: 'row', index: 3 },
      { kind: 'gap', key: 'gap-4', heightPx: 250 },
      { kind: 'row', index: 9 },
      { kind: 'gap', key: 'gap-10', heightPx: 100 },
    ]);
  });

  it('has no gap when every row is drawn', () => {
    expect(layOutRows([0, 1], 2, 50).every(({ kind }) => kind === 'row')).toBe(true);
  });
});
