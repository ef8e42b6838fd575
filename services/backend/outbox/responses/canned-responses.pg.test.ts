import {
  CannedFavorite,
  cannedFavoritesMap,
  responseDocumentName,
  responseListName,
  type EditableResponse,
  type LibraryId,
} from '@flex-sync-suite/shared/contract';
import fc from 'fast-check';
import * as v from 'valibot';
import { observeDirectory } from '../../ingest/observe-directory';
import { readPublishedOf } from '../../store/responses/response-read';
import { T0, workerSid } from '../../testing/callbacks';
import { ADMIN, addWorkers, agent, openCannedDesk, type CannedDesk } from '../../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../../testing/databases';
import { accessProfile } from '../permissions/access-profile';
import { isOutboxEmpty, libraryInSync } from '../testing/canned-world';
import { createManualClock } from '../testing/manual-clock';
import type { Fault } from '../testing/fault-injection';
import { createHarness, type Harness } from '../testing/projection-harness';

const ALICE = workerSid(1);
const BOB = workerSid(2);
const CAROL = workerSid(3);

describe.each(ENGINES)('canned responses in Sync on %s', (_name, open) => {
  let store: TestDatabase;
  let harness: Harness;
  let desk: CannedDesk;
  let team: LibraryId;

  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  const begin = async (): Promise<void> => {
    await store.clear();
    desk = await openCannedDesk(store.database);
    harness = await createHarness(store.database, { clock: createManualClock(T0) });
    for (const sid of await addWorkers(store.database, 1, 2, 3)) harness.sync.attributes.set(sid, '{"skills":["en"]}');
    team = (await desk.addLibrary('team', 'Billing', { members: [1], leads: [2] })).id;
  };
  const end = async (): Promise<void> => {
    await harness.close();
    await desk.close();
  };
  beforeEach(begin);
  afterEach(end);

  /** The same Sync and the same database, another process. */
  const restart = async (): Promise<void> => {
    const { clock, sync } = harness;
    await harness.close();
    harness = await createHarness(store.database, { clock, sync });
    await harness.startTimers();
  };
  const settled = () => harness.runUntil(() => isOutboxEmpty(store.database));
  const patch = (id: string, body: object) => desk.request('PATCH', `/canned-responses/${id}`, body);
  const inSync = (libraryId = team) => libraryInSync(harness.sync, libraryId);
  const titles = (libraryId = team): string[] => inSync(libraryId).items.map(({ title }) => title);
  const linkOf = (sid: string): unknown =>
    v.parse(v.record(v.string(), v.unknown()), JSON.parse(harness.sync.attributes.get(sid) ?? ''))['canned_responses'];
  const listSid = (libraryId = team, n = 0) => harness.sync.sidOf(responseListName(libraryId, n));
  const documentName = (response: EditableResponse) => responseDocumentName(response.id);
  const granted = (name: string) =>
    [...harness.sync.grants].filter((grant) => grant.startsWith(`${name} `)).map((grant) => grant.split(' ')[1]);

  test('a published response is a Document, and an item of a List that names it by its SID', async () => {
    const response = await desk.addResponse(team, { title: 'Refund', shortcut: 'refund', tags: ['money'] });
    await settled();
    expect(inSync()).toMatchObject({
      items: [{ id: response.id, title: 'Refund', shortcut: 'refund', libraryName: 'Billing', libraryKind: 'team' }],
      documents: [{ id: response.id, revision: 1, variants: response.variants }],
    });
  });

  test('a draft is nowhere', async () => {
    await desk.addResponse(team, { status: 'draft' });
    await settled();
    await harness.run(1_000);
    expect(harness.sync.writes).toEqual([]);
    expect(listSid()).toBeUndefined();
  });

  test('the item comes last: after the Document, and after the permissions of those who hold a token', async () => {
    const profile = accessProfile('agent', [team]);
    await harness.runWhile(harness.grants.ensureProfile(profile));
    harness.sync.inject({ method: 'grantRead', failure: 'unavailable', times: 1_000 });
    const response = await desk.addResponse(team);
    await harness.runUntil(() => harness.sync.document(documentName(response)) !== undefined);
    await harness.run(2_000);
    expect(titles()).toEqual([]);
    harness.sync.mend();
    await harness.runUntil(() => titles().length === 1);
    expect(granted(documentName(response))).toEqual([profile.identity]);
    expect(granted(responseListName(team, 0))).toEqual([profile.identity]);
    const granting = harness.sync.requests.findLastIndex(({ name }) => name === documentName(response));
    const adding = harness.sync.requests.findIndex(
      ({ method, name }) => method === 'create' && name === responseListName(team, 0),
    );
    expect(adding).toBeGreaterThan(granting);
  });

  test('an edit writes one item and one Document, and reaches both within a second', async () => {
    const [first] = [await desk.addResponse(team, { title: 'One' }), await desk.addResponse(team, { title: 'Two' })];
    await settled();
    await harness.run(1_000);
    const before = harness.sync.writes.length;
    await patch(first.id, { revision: 1, title: 'First' });
    await harness.run(1_000);
    expect(titles()).toEqual(['First', 'Two']);
    expect(inSync().documents[0]).toMatchObject({ title: 'First', revision: 2 });
    expect(
      harness.sync.writes
        .slice(before)
        .map(({ object }) => object)
        .sort(),
    ).toEqual([documentName(first), responseListName(team, 0)].sort());
  });

  test('a retired response leaves its List first, then its Document goes; restored it is back under a new SID', async () => {
    const response = await desk.addResponse(team);
    await settled();
    const [before] = inSync().items;
    harness.sync.inject({ method: 'remove', name: responseListName(team, 0), failure: 'unavailable', times: 3 });
    await patch(response.id, { revision: 1, status: 'retired' });
    await harness.runUntil(() => titles().length === 0);
    await settled();
    const removals = harness.sync.writes.filter(({ action }) => action === 'remove').map(({ object }) => object);
    expect(removals).toEqual([responseListName(team, 0), documentName(response)]);
    expect(harness.sync.document(documentName(response))).toBeUndefined();
    await patch(response.id, { revision: 2, status: 'published' });
    await settled();
    expect(inSync().documents).toMatchObject([{ id: response.id, revision: 3 }]);
    expect(inSync().items[0]?.documentSid).not.toBe(before?.documentSid);
  });

  test('links the Lists in the attributes of those who may use them, and leaves other attributes alone', async () => {
    const everybody = (await desk.addLibrary('global', 'Everyday')).id;
    desk.signIn(agent(1));
    const own = (await desk.addLibrary('personal', 'Mine')).id;
    await desk.addResponse(own);
    desk.signIn(ADMIN);
    await desk.addResponse(team);
    await desk.addResponse(everybody);
    await settled();
    expect(linkOf(ALICE)).toEqual({
      lists: [listSid(everybody), listSid(team), listSid(own)],
      personal: [listSid(own)],
    });
    expect(linkOf(BOB)).toEqual({ lists: [listSid(everybody), listSid(team)] });
    expect(linkOf(CAROL)).toEqual({ lists: [listSid(everybody)] });
    expect(JSON.parse(harness.sync.attributes.get(CAROL) ?? '')).toMatchObject({ skills: ['en'] });
    const writes = () => harness.sync.requests.filter(({ method }) => method === 'putAttributes').length;
    const before = writes();
    await restart();
    await settled();
    expect(writes()).toBe(before);
    expect(granted(responseListName(own, 0))).toEqual([ALICE]);
  });

  test('who leaves a team loses its Lists, who joins gains them', async () => {
    await desk.addResponse(team);
    await settled();
    const { revision } = (await desk.request('GET', '/libraries')).json<{ libraries: { revision: number }[] }>()
      .libraries[0] ?? { revision: 0 };
    await desk.request('PATCH', `/libraries/${team}`, { revision, members: [CAROL], leads: [] });
    await settled();
    expect([linkOf(ALICE), linkOf(BOB), linkOf(CAROL)]).toEqual([{ lists: [] }, { lists: [] }, { lists: [listSid()] }]);
  });

  test('a worker that comes later finds the Lists of its libraries linked', async () => {
    const everybody = (await desk.addLibrary('global', 'Everyday')).id;
    await desk.addResponse(everybody);
    await settled();
    const DAVE = workerSid(4);
    harness.sync.attributes.set(DAVE, '{}');
    const updatedAtMs = harness.clock.now();
    await observeDirectory(harness.ingest, [
      { kind: 'worker', sid: DAVE, name: 'Dave', attributes: '{}', activitySid: `WA${'1'.repeat(32)}`, updatedAtMs },
    ]);
    await settled();
    expect(linkOf(DAVE)).toEqual({ lists: [listSid(everybody)] });
  });

  test('attributes that somebody else writes at the same moment keep what both wrote', async () => {
    harness.sync.inject({ method: 'putAttributes', failure: 'conflict', times: 2 });
    await desk.addResponse(team);
    await settled();
    expect(linkOf(ALICE)).toEqual({ lists: [listSid()] });
  });

  test('attributes without room for the link stay as they are', async () => {
    const full = JSON.stringify({ notes: 'x'.repeat(4_080) });
    harness.sync.attributes.set(ALICE, full);
    await desk.addResponse(team);
    await settled();
    expect(harness.sync.attributes.get(ALICE)).toBe(full);
    expect(linkOf(BOB)).toEqual({ lists: [listSid()] });
    expect(await harness.metrics.registry.getSingleMetricAsString('worker_attributes_refused_total')).toContain(' 1');
  });

  test('an item whose creation was answered with silence is there once', async () => {
    const list = responseListName(team, 0);
    harness.sync.inject({ method: 'create', name: list, failure: 'unavailable', afterwards: true, times: 2 });
    await desk.addResponse(team, { title: 'One' });
    await desk.addResponse(team, { title: 'Two' });
    await settled();
    expect(titles().sort()).toEqual(['One', 'Two']);
    expect(inSync().documents).not.toContain(null);
  });

  test('a Document whose creation was answered with silence gets its item', async () => {
    harness.sync.inject({ method: 'create', failure: 'unavailable', afterwards: true });
    await desk.addResponse(team);
    await settled();
    expect(inSync().documents).toMatchObject([{ revision: 1 }]);
  });

  test('a restart between Document and item loses nothing', async () => {
    harness.sync.inject({ method: 'createCollection', failure: 'unavailable', times: 1_000 });
    const response = await desk.addResponse(team);
    await harness.runUntil(() => harness.sync.document(documentName(response)) !== undefined);
    await restart();
    harness.sync.mend();
    await settled();
    expect(inSync().documents).toMatchObject([{ id: response.id }]);
    expect(linkOf(ALICE)).toEqual({ lists: [listSid()] });
  });

  test('an emptied Sync is filled again with the same, and the attributes name the new Lists', async () => {
    const profile = accessProfile('agent', [team]);
    for (const title of ['One', 'Two', 'Three']) await desk.addResponse(team, { title });
    await harness.runWhile(harness.grants.ensureProfile(profile));
    await settled();
    const before = inSync();
    const sid = listSid();
    await harness.close();
    harness.sync.drop();
    await restart();
    await harness.runUntil(() => inSync().items.length === 3);
    await settled();
    const after = inSync();
    const shown = ({ items, documents }: typeof before): unknown => [
      items.map((item) => ({ ...item, v: 0, documentSid: '' })).sort((a, b) => a.id.localeCompare(b.id)),
      documents.map((document) => ({ ...document, v: 0 })).sort((a, b) => (a.id ?? '').localeCompare(b.id ?? '')),
    ];
    expect(shown(after)).toEqual(shown(before));
    expect(after.documents).not.toContain(null);
    expect(listSid()).not.toBe(sid);
    expect(linkOf(ALICE)).toEqual({ lists: [listSid()] });
    for (const { id } of after.items) expect(granted(responseDocumentName(id))).toEqual([profile.identity]);
    // No item was there before its Document: none had to be written again.
    const { writes } = harness.sync;
    expect(writes.filter(({ object, action }) => object === responseListName(team, 0) && action === 'update')).toEqual(
      [],
    );
  });

  test('a library that is deleted leaves nothing behind', async () => {
    const response = await desk.addResponse(team);
    await settled();
    await patch(response.id, { revision: 1, status: 'retired' });
    expect((await desk.request('DELETE', `/libraries/${team}`)).statusCode).toBe(204);
    await settled();
    expect(listSid()).toBeUndefined();
    expect(harness.sync.document(documentName(response))).toBeUndefined();
    expect(linkOf(ALICE)).toEqual({ lists: [] });
  });

  test('favourites and own use are items of the agent’s own Map', async () => {
    const response = await desk.addResponse(team);
    desk.signIn(agent(1));
    await desk.request('PUT', `/favorites/${response.id}`);
    await desk.request('POST', `/canned-responses/${response.id}/uses`, {
      id: '2b1f4c5e-3d6a-4f7b-8c9d-0e1f2a3b4c5d',
      way: 'click',
      wasEdited: false,
    });
    await settled();
    const name = cannedFavoritesMap(ALICE).uniqueName;
    const item = v.parse(CannedFavorite, harness.sync.items(name)[response.id]);
    expect(item).toMatchObject({ isFavorite: true, uses: 1 });
    expect(item.lastUsedAt).not.toBeNull();
    await harness.runUntil(() => granted(name).length > 0);
    expect(granted(name)).toEqual([ALICE]);
  });

  test('finds broken links, counts them by kind and mends them', async () => {
    const [one, two] = [await desk.addResponse(team, { title: 'One' }), await desk.addResponse(team, { title: 'Two' })];
    await harness.startTimers();
    await settled();
    const { sync } = harness;
    sync.drop(documentName(one));
    const stray = inSync().items.find(({ id }) => id === two.id) ?? {};
    const list = responseListName(team, 0);
    const of = { kind: 'list', name: list, sid: sync.sidOf(list) ?? '' } as const;
    await sync.create({ kind: 'list-item', of, index: null }, { data: stray });
    await sync.createCollection({ kind: 'list', name: responseListName('abandoned001', 0) }, 86_400);
    await sync.create({ kind: 'document', name: responseDocumentName('abandoned001.response0001') }, { data: {} });
    await sync.create({ kind: 'document', name: responseDocumentName(`${team}.forgotten001`) }, { data: {} });
    sync.attributes.set(ALICE, '{"skills":["en"],"canned_responses":{"lists":["ES0"]}}');
    await harness.run(11 * 60_000);
    await settled();
    const metric = await harness.metrics.registry.getSingleMetricAsString('canned_links_broken');
    for (const kind of ['attributes', 'list-unowned', 'document-missing', 'item']) {
      expect(metric).toMatch(new RegExp(`kind="${kind}"\\} 1\\b`));
    }
    expect(metric).toMatch(/kind="document-unowned"\} 2/);
    expect(metric).toMatch(/kind="list-missing"\} 0/);
    expect(titles().sort()).toEqual(['One', 'Two']);
    expect(inSync().documents).not.toContain(null);
    expect(linkOf(ALICE)).toEqual({ lists: [listSid()] });
    // Of a library that the database never knew: another backend's, perhaps. Told, and left alone.
    expect(listSid('abandoned001')).toBeDefined();
    expect(sync.document(responseDocumentName('abandoned001.response0001'))).toBeDefined();
    expect(sync.document(responseDocumentName(`${team}.forgotten001`))).toBeUndefined();
    const [index] = Object.entries(sync.items(list)).find(([, data]) => data['id'] === two.id) ?? [];
    await sync.remove({ kind: 'list-item', of, index: Number(index) });
    expect(titles()).toEqual(['One']);
    await harness.run(11 * 60_000);
    const later = await harness.metrics.registry.getSingleMetricAsString('canned_links_broken');
    expect(later).toMatch(/kind="item"\} 1\b/);
    expect(later).toMatch(/kind="document-unowned"\} 1\b/);
    await settled();
    expect(titles().sort()).toEqual(['One', 'Two']);
  }, 120_000);

  test('after any edits, faults and restarts the Lists say what the database says', async () => {
    const fault = fc.record({
      kind: fc.constant('fault' as const),
      method: fc.constantFrom<Fault['method']>(
        ...(['get', 'create', 'update', 'remove', 'getCollection', 'createCollection', 'listItems'] as const),
        ...(['grantRead', 'getAttributes', 'putAttributes'] as const),
      ),
      failure: fc.constantFrom<Fault['failure']>('throttled', 'unavailable'),
      afterwards: fc.boolean(),
      times: fc.integer({ min: 1, max: 3 }),
    });
    const step = fc.oneof(
      {
        weight: 3,
        arbitrary: fc.record({ kind: fc.constant('publish' as const), title: fc.string({ minLength: 1 }) }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('edit', 'retire', 'restore'), at: fc.nat(5) }) },
      { weight: 2, arbitrary: fault },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('run' as const), ms: fc.constantFrom(50, 200, 1_000) }) },
      { weight: 1, arbitrary: fc.constantFrom({ kind: 'restart' as const }, { kind: 'wipe' as const }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await end();
        await begin();
        await harness.runWhile(harness.grants.ensureProfile(accessProfile('agent', [team])));
        const responses: { id: string; revision: number }[] = [];
        const change = async (at: number, body: object): Promise<void> => {
          const response = responses[at];
          if (response === undefined) return;
          const answer = await patch(response.id, { revision: response.revision, ...body });
          if (answer.statusCode === 200) response.revision += 1;
        };
        for (const one of steps) {
          if (one.kind === 'publish') responses.push(await desk.addResponse(team, { title: `t${one.title}` }));
          if (one.kind === 'edit') await change(one.at, { title: `edited ${String(harness.clock.now())}` });
          if (one.kind === 'retire') await change(one.at, { status: 'retired' });
          if (one.kind === 'restore') await change(one.at, { status: 'published' });
          if (one.kind === 'fault') harness.sync.inject(one);
          if (one.kind === 'run') await harness.run(one.ms);
          if (one.kind === 'restart') await restart();
          if (one.kind === 'wipe') harness.sync.drop();
        }
        await restart();
        const expected = await readPublishedOf(store.database.kysely, team, 0);
        const sorted = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id).sort();
        const isThere = () => {
          const { items, documents } = inSync();
          return JSON.stringify(sorted(items)) === JSON.stringify(sorted(expected)) && !documents.includes(null);
        };
        await harness.runUntil(async () => isThere() && (await isOutboxEmpty(store.database)));
        const { items, documents } = inSync();
        for (const response of expected) {
          expect(items.find(({ id }) => id === response.id)).toMatchObject({ revision: response.revision });
          expect(documents.find((document) => document?.id === response.id)).toMatchObject({
            revision: response.revision,
            title: response.title,
            variants: response.variants,
          });
        }
        const lists = listSid() === undefined ? undefined : { lists: [listSid()] };
        expect(linkOf(ALICE)).toEqual(lists);
        expect(granted(responseListName(team, 0)).length).toBe(lists === undefined ? 0 : 1);
      }),
      { numRuns: 12 },
    );
  }, 240_000);
});
