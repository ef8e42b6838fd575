import type { ExplorerObject } from '@flex-sync-suite/shared/contract';
import { treeRows, type KindOfTree } from './tree-rows';
import { createTypeAhead } from './type-ahead';

const NOTHING: ReadonlyMap<string, boolean> = new Map();

describe('lines of the tree', () => {
  const object = (index: number, uniqueName: string | null): ExplorerObject => ({
    kind: 'document',
    sid: `ET${String(index).padStart(32, '0')}`,
    uniqueName,
    createdBy: 'system',
    createdAt: '2026-11-30T12:00:00.000Z',
    updatedAt: '2026-11-30T12:00:00.000Z',
    expiresAt: null,
    revision: '1',
    bytes: 2,
    isSuite: true,
  });
  const unread: KindOfTree = { objects: [], looked: 0, hasMore: null };
  const some: KindOfTree = {
    objects: [object(1, 'queue.a'), object(2, 'backend-heartbeat'), object(3, null), object(4, 'queue.b')],
    looked: 4,
    hasMore: true,
  };
  const kinds = { document: some, map: { ...unread, hasMore: false }, list: unread, stream: unread };
  const idsOf = (toggled: ReadonlyMap<string, boolean>): readonly string[] =>
    treeRows(kinds, { toggled, openKinds: ['document', 'map'] }).map(({ id }) => id.replace(/^ET0*/, ''));

  test('names stand together by what they begin with, those without a name too, and the next page last', () => {
    expect(idsOf(NOTHING)).toEqual([
      'kind:document',
      '2',
      'group:document:.queue',
      '1',
      '4',
      'group:document:',
      '3',
      'more:document',
      'kind:map',
      'more:map',
      'kind:list',
      'kind:stream',
    ]);
  });

  test('what is closed hides what is in it', () => {
    const closed = new Map([
      ['group:document:.queue', false],
      ['kind:map', false],
    ]);
    expect(idsOf(closed)).toEqual([
      'kind:document',
      '2',
      'group:document:.queue',
      'group:document:',
      '3',
      'more:document',
      'kind:map',
      'kind:list',
      'kind:stream',
    ]);
  });
});

test('typing goes to the next line that begins with it, and on while it is typed on', () => {
  let now = 0;
  const find = createTypeAhead(() => now);
  const lines = ['queue', 'quick', 'Recent', 'queue-index'];
  const type = (key: string, from: number) => find(key, from, lines.length, (index) => lines[index] ?? '');
  expect(type('q', 0)).toBe(1);
  expect(type('u', 1)).toBe(1);
  expect(type('e', 1)).toBe(3);
  now += 1_000;
  expect(type('r', 3)).toBe(2);
  expect(type('Enter', 2)).toBeNull();
  now += 1_000;
  expect(type('z', 2)).toBeNull();
});
