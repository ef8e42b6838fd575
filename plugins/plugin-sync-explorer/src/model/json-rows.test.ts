import { pointersAbove, pointerTo } from './json-pointer';
import { jsonRows, memberRows } from './json-rows';

const NOTHING: ReadonlyMap<string, boolean> = new Map();

describe('lines of JSON', () => {
  test('each member has a line with its pointer; what is closed has one', () => {
    const rows = jsonRows({ a: { b: [1, 'x'] }, 'c/d': null }, { toggled: new Map([['/a/b', false]]) });
    expect(rows.map(({ id, level, text, isExpanded }) => [id, level, text, isExpanded])).toEqual([
      ['', 1, '{2}', true],
      ['/a', 2, '{1}', true],
      ['/a/b', 3, '[2]', false],
      ['/c~1d', 2, 'null', null],
    ]);
  });

  test('members in an order of their own begin closed, and keep that order', () => {
    const rows = memberRows(
      [
        ['10', { a: 1 }],
        ['9', {}],
      ],
      { toggled: NOTHING, openLevels: 0 },
    );
    expect(rows.map(({ id, isExpanded }) => [id, isExpanded])).toEqual([
      ['/10', false],
      ['/9', null],
    ]);
  });

  test('JSON as deep as Sync takes is shown, closed below', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
    expect(jsonRows(deep, { toggled: NOTHING })).toHaveLength(9);
  });

  test('above a pointer stand those that it begins with', () => {
    expect(pointersAbove('/a/b~1c/0')).toEqual(['/a/b~1c', '/a', '']);
    expect(pointersAbove('')).toEqual([]);
    expect(pointerTo('/a', 'b/~')).toBe('/a/b~1~0');
  });
});
