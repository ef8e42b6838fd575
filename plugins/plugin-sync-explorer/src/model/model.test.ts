import fc from 'fast-check';
import type { ExplorerObject, SyncActivityEntry } from '@flex-sync-suite/shared/contract';
import { jsonDifferences, type JsonDifference } from './json-differences';
import { isShownWhole, readDraft } from './json-draft';
import { pointersAbove, pointerTo } from './json-pointer';
import { jsonRows, memberRows } from './json-rows';
import { jsonErrorAt } from './json-scan';
import { literalJson, literalJsonLines, literalText } from './literal-text';
import { rateLevel, rateOf } from './rate-level';
import { revisionsOf, withRevision, type RevisionHistory, type SeenRevision } from './revision-history';
import { filtered, MAX_ENTRIES, playedUntil, timelineLines, withNewer, type TimelineLog } from './timeline-log';
import { treeRows, type KindOfTree } from './tree-rows';
import { createTypeAhead } from './type-ahead';

const NOTHING: ReadonlyMap<string, boolean> = new Map();
/** As a browser reads it. */
const copyOf = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const json = fc.jsonValue({ maxDepth: 4 }).map(copyOf);

/** Reads back what `literalText` wrote. */
const readBack = (text: string): string =>
  text.replace(/\\(\\|u([0-9a-f]{4}))/g, (_all, first: string, hex = '') =>
    first === '\\' ? '\\' : String.fromCharCode(parseInt(String(hex), 16)),
  );

describe('literal text', () => {
  test('two names never look the same, and nothing unseen is left in them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = literalText(text);
        expect(readBack(shown)).toBe(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test.each([
    ['a\u202Eb', 'a\\u202eb'],
    ['nul \u0000', 'nul \\u0000'],
    ['\u{E0041}', '\\udb40\\udc41'],
    ['back\\slash', 'back\\\\slash'],
    ['اسم', 'اسم'],
  ])('%j is shown as %s', (text, shown) => {
    expect(literalText(text)).toBe(shown);
  });

  test('JSON in lines reads back as it was, with nothing unseen in it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }).map(copyOf), (value) => {
        const lines = literalJsonLines(value);
        expect(JSON.parse(lines)).toEqual(value);
        expect(lines.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  test('JSON that nests deeper than it can be written in a line is told in a sign', () => {
    expect(literalJson(JSON.parse('['.repeat(8_192) + ']'.repeat(8_192)))).toBe('…');
  });

  test('a JSON string keeps the escapes of JSON', () => {
    expect(literalJson('line\nquote"\u2066')).toBe('"line\\nquote\\"\\u2066"');
  });
});

/** Makes `before` what the differences say. */
function patched(before: unknown, differences: readonly JsonDifference[]): unknown {
  const root = { whole: copyOf(before) } as Record<string, unknown>;
  // The last elements of an array go first.
  for (const difference of [...differences].reverse()) {
    const steps = `/whole${difference.pointer}`
      .split('/')
      .slice(1)
      .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
    const last = steps.pop() ?? '';
    const parent = steps.reduce((at, step) => at[step] as Record<string, unknown>, root);
    if (difference.kind !== 'removed') {
      Object.defineProperty(parent, last, {
        value: difference.after,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else if (Array.isArray(parent)) parent.length = Math.min(parent.length, Number(last));
    else Reflect.deleteProperty(parent, last);
  }
  return root['whole'];
}

describe('differences of JSON', () => {
  test('what differs, done to what was before, gives what is', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        expect(patched(before, jsonDifferences(before, after))).toEqual(after);
      }),
    );
  });

  test('a value differs nowhere from its copy, nor from one whose members stand in another order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), (value) => {
        expect(jsonDifferences(value, copyOf(value))).toEqual([]);
        expect(jsonDifferences(value, Object.fromEntries(Object.entries(value).reverse()))).toEqual([]);
      }),
    );
  });

  test('says where, from what and to what', () => {
    expect(
      jsonDifferences({ now: { queued: 1, old: 0 }, a: [1, 2] }, { now: { queued: 2 }, a: [1], 'x/~': true }),
    ).toEqual([
      { kind: 'added', pointer: '/x~1~0', after: true },
      { kind: 'removed', pointer: '/now/old', before: 0 },
      { kind: 'changed', pointer: '/now/queued', before: 1, after: 2 },
      { kind: 'removed', pointer: '/a/1', before: 2 },
    ]);
  });

  test('of two values as deep as Sync takes, it tells one place', () => {
    const deep = (leaf: number): unknown => JSON.parse(`${'['.repeat(5_000)}${leaf}${']'.repeat(5_000)}`);
    expect(jsonDifferences(deep(1), deep(1))).toEqual([]);
    expect(jsonDifferences(deep(1), deep(2))).toHaveLength(1);
  });
});

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

describe('a draft of JSON', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test('is JSON when the browser reads it, and only then', () => {
    const almost = fc
      .tuple(json, fc.nat(), fc.constantFrom('', ',', ']', '}', '"', '0', ' ', '\\', ':'))
      .map(([value, at, sign]) => {
        const text = JSON.stringify(value);
        const place = at % (text.length + 1);
        return text.slice(0, place) + sign + text.slice(place + (at % 2));
      });
    fc.assert(
      fc.property(
        fc.oneof(
          almost,
          fc.string(),
          json.map((value) => JSON.stringify(value, null, 2)),
        ),
        (text) => {
          expect(jsonErrorAt(text) === null).toBe(isJson(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['{\n  "a": 1,\n}', { kind: 'no-json', line: 3, column: 1 }],
    ['{"a": tru}', { kind: 'no-json', line: 1, column: 7 }],
    ['{"a": 1', { kind: 'no-json', line: 1, column: 8 }],
    ['[1]', { kind: 'no-object' }],
    ['null', { kind: 'no-object' }],
    ['{"a": 1}', { kind: 'good', data: { a: 1 } }],
    [JSON.stringify({ a: 'é'.repeat(8_190) }), { kind: 'too-large', bytes: 16_388 }],
  ])('%s is told of', (text, draft) => {
    expect(readDraft(text)).toEqual(draft);
  });

  test('may be begun with a value that is shown whole, by the bytes that Sync holds', () => {
    expect([isShownWhole({ a: 'é' }, 10), isShownWhole({ a: 'é' }, 11), isShownWhole({}, null)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('as deep as Sync takes is looked through', () => {
    expect(jsonErrorAt('['.repeat(8_000) + ']'.repeat(8_000))).toBeNull();
    expect(jsonErrorAt('['.repeat(8_000))).toBe(8_000);
  });
});

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
