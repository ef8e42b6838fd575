import {
  libraryOf,
  MAX_ITEMS_PER_RESPONSE_LIST,
  type EditableResponse,
  type LibraryId,
  type ResponseStatus,
} from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { addWorkers, content, openCannedDesk, type CannedDesk } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { readResponsesOf } from './response-search';

/** Steps that any writers may take, at any time, in any order; `target` picks one of the responses there are. */
type Step =
  | { readonly do: 'create'; readonly status: ResponseStatus; readonly shortcut: string | null }
  | {
      readonly do: 'edit';
      readonly target: number;
      readonly change: { readonly status?: ResponseStatus; readonly shortcut?: string | null };
    }
  | { readonly do: 'restore'; readonly target: number; readonly from: number }
  | { readonly do: 'import'; readonly shortcuts: readonly (string | null)[]; readonly status: ResponseStatus };

const status = fc.constantFrom<ResponseStatus>('draft', 'published', 'published', 'retired');
const shortcut = fc.constantFrom(null, 'a', 'A', 'b', 'B', 'c');
const target = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('create' as const), status, shortcut }),
  fc.record({
    do: fc.constant('edit' as const),
    target,
    change: fc.record({ status, shortcut }, { requiredKeys: [] }),
  }),
  fc.record({ do: fc.constant('restore' as const), target, from: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('import' as const), shortcuts: fc.array(shortcut, { maxLength: 3 }), status }),
);

describe.each(ENGINES)('responses on %s', (_name, open) => {
  let db: TestDatabase;
  let desk: CannedDesk;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());

  /** What must hold after every step, whatever the answers were. */
  async function expectInvariants(library: LibraryId): Promise<void> {
    const responses = await readResponsesOf(db.database.kysely, library);
    const shortcuts = responses.flatMap((one) =>
      one.shortcut === null || one.status === 'retired' ? [] : [one.shortcut.toLowerCase()],
    );
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    const fill = new Map<number, number>();
    for (const { listN, status: is, id } of responses) {
      expect(libraryOf(id)).toBe(library);
      expect(listN === null).toBe(is !== 'published');
      if (listN !== null) fill.set(listN, (fill.get(listN) ?? 0) + 1);
    }
    for (const count of fill.values()) expect(count).toBeLessThanOrEqual(MAX_ITEMS_PER_RESPONSE_LIST);
    const { rows } = await sql<{ revisions: number[]; revision: number; isSame: boolean }>`
      SELECT r.revision, (SELECT json_agg(v.revision ORDER BY v.revision) FROM response_version AS v
        WHERE v.response_id = r.id) AS revisions,
        EXISTS (SELECT FROM response_version AS v WHERE v.response_id = r.id AND v.revision = r.revision
          AND v.status = r.status AND v.content->>'title' = r.title AND v.content->'variants' = r.variants) AS "isSame"
      FROM response AS r`.execute(db.database.kysely);
    for (const { revisions, revision, isSame } of rows) {
      expect(revisions).toEqual(Array.from({ length: revision }, (_, index) => index + 1));
      expect(isSame).toBe(true);
    }
  }

  test('any sequence of edits keeps shortcuts unique, Lists short, and versions without a gap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        await db.clear();
        desk = await openCannedDesk(db.database);
        try {
          await addWorkers(db.database, 1);
          const { id: library } = await desk.addLibrary('global', 'Everyday');
          for (const [index, one] of steps.entries()) {
            const answered = await take(library, one, index);
            expect([200, 201, 404, 409, 422]).toContain(answered);
          }
          await expectInvariants(library);
        } finally {
          await desk.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  async function take(libraryId: LibraryId, one: Step, index: number): Promise<number> {
    const { responses } = await desk.list('?limit=200');
    const picked = (n: number): EditableResponse | undefined => responses[n % Math.max(1, responses.length)];
    const at = `/canned-responses`;
    switch (one.do) {
      case 'create': {
        const body = { libraryId, ...content(`Made ${index}`), status: one.status, shortcut: one.shortcut };
        return (await desk.request('POST', at, body)).statusCode;
      }
      case 'edit': {
        const response = picked(one.target);
        const body = { revision: response?.revision ?? 1, ...one.change, title: `Edited ${index}` };
        return (await desk.request('PATCH', `${at}/${response?.id ?? 'none'}`, body)).statusCode;
      }
      case 'restore': {
        const response = picked(one.target);
        const body = { revision: response?.revision ?? 1, from: one.from };
        return (await desk.request('POST', `${at}/${response?.id ?? 'none'}/restore`, body)).statusCode;
      }
      case 'import': {
        const records = one.shortcuts.map((own, n) => ({
          ...content(`Imported ${n}`, `Text of ${index}`),
          shortcut: own,
          status: one.status,
        }));
        return (await desk.request('POST', `${at}/import?library=${libraryId}`, records)).statusCode;
      }
    }
  }

  test('a place that is freed is given again before a new List is begun', async () => {
    await db.clear();
    desk = await openCannedDesk(db.database);
    const { id: library } = await desk.addLibrary('global', 'Everyday');
    const many = Array.from({ length: 401 }, (_, n) => ({
      ...content(`R ${String(n).padStart(3, '0')}`),
      status: 'published',
    }));
    await desk.request('POST', `/canned-responses/import?library=${library}`, many);
    await expectInvariants(library);
    const [first] = await readResponsesOf(db.database.kysely, library);
    expect(first?.listN).toBe(0);
    await desk.request('PATCH', `/canned-responses/${String(first?.id)}`, { revision: 1, status: 'retired' });
    const next = await desk.addResponse(library, { title: 'Next' });
    const stored = (await readResponsesOf(db.database.kysely, library)).find(({ id }) => id === next.id);
    expect(stored?.listN).toBe(0);
    await expectInvariants(library);
    await desk.close();
  });
});
