import { CannedResponse, libraryOf } from '@flex-sync-suite/shared/contract';
import { sql } from 'kysely';
import * as v from 'valibot';
import { rulesProblem } from '../domain/responses/response-rules';
import { contentProblem } from '../domain/responses/response-content';
import { librariesOfWorker, listLibraries, readMembers } from '../store/responses/library-read';
import { readRuleSet, replaceRuleSet } from '../store/rule-sets';
import { readPublishedOf } from '../store/responses/response-read';
import { workerAttributesKey } from '../store/outbox/sync-keys';
import { T0, workerSid } from '../testing/callbacks';
import { addWorkers } from '../testing/canned-desk';
import { ENGINES, type TestDatabase } from '../testing/databases';
import { addDemoContent, DemoContent } from './demo-content';
import content from './responses.json';

const { libraries, rules } = v.parse(DemoContent, content);
const responses = libraries.flatMap((library) => library.responses);

test('the demo has at least 60 published responses, each in English and Spanish', () => {
  expect(responses.length).toBeGreaterThanOrEqual(60);
  for (const { status, variants, title } of responses) {
    const languages = variants.filter(({ channel }) => channel === null).map(({ language }) => language);
    expect([title, status, languages]).toEqual([title, 'published', ['en', 'es']]);
  }
  expect(responses.filter(({ variants }) => variants.some(({ channel }) => channel === 'sms')).length).toBeGreaterThan(
    15,
  );
});

test('every response of the demo keeps the rules of a written one', () => {
  for (const { responses: own } of libraries) {
    const shortcuts = own.map(({ shortcut }) => shortcut?.toLowerCase());
    expect(new Set(shortcuts).size).toBe(own.length);
  }
  for (const response of responses) expect(contentProblem(response)).toBeNull();
});

test('every rule of the demo is one that an editor may save, and puts a response of the demo first', () => {
  expect(rulesProblem(rules)).toBeNull();
  const tags = new Set(
    libraries
      .filter(({ kind }) => kind === 'global')
      .flatMap((library) => library.responses.flatMap((response) => response.tags)),
  );
  expect(rules.map(({ tag }) => [tag, tags.has(tag)])).toEqual([
    ['payment', true],
    ['payment', true],
    ['shipping', true],
  ]);
});

test('every placeholder of the demo is one that agents’ desktops can fill', () => {
  const known = /^(customer\.name|worker\.full_name|task\.orderNumber|queue\.name|date|ask:[^|{}]+)$/;
  const names = responses.flatMap(({ variants }) =>
    variants.flatMap(({ body }) =>
      [...body.matchAll(/\{\{([^{}|]*)(\|[^{}|]*)?\}\}/g)].map((match) => match[1]?.trim()),
    ),
  );
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !known.test(name ?? ''))).toEqual([]);
  const braces = responses.flatMap(({ variants }) =>
    variants.map(({ body }) => (body.match(/\{\{|\}\}/g) ?? []).length),
  );
  expect(braces.reduce((sum, count) => sum + count, 0)).toBe(2 * names.length);
});

describe.each(ENGINES)('the demo on %s', (_name, open) => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(() => db.clear());

  test('fills an empty database once', async () => {
    const { kysely } = db.database;
    await addWorkers(db.database, 1, 2, 3, 4);
    const attributes = { value: JSON.stringify({ roles: ['supervisor'], routing: { skills: ['billing'] } }) };
    await sql`
      UPDATE worker SET state = jsonb_set(state, '{attributes}', ${JSON.stringify(attributes)}::jsonb)
      WHERE sid = ${workerSid(4)}`.execute(kysely);
    const keys = await addDemoContent(db.database, T0);
    const found = await listLibraries(kysely);
    expect(found.map(({ name, kind }) => [name, kind])).toEqual([
      ['Everyday replies', 'global'],
      ['Billing', 'team'],
    ]);
    const billing = found[1]!.id;
    expect((await readMembers(kysely, [billing])).get(billing)).toEqual({
      members: [workerSid(4)],
      leads: [workerSid(4)],
    });
    expect(await librariesOfWorker(kysely, workerSid(1))).toHaveLength(1);
    for (const n of [1, 2, 3, 4]) expect(keys).toContain(workerAttributesKey(workerSid(n)));
    const published = (await Promise.all(found.map(({ id }) => readPublishedOf(kysely, id, 0)))).flat();
    expect(published).toHaveLength(responses.length);
    for (const { id } of published) expect(found.map((library) => library.id)).toContain(libraryOf(id));
    expect(v.is(CannedResponse.entries.variants, published[0]?.variants)).toBe(true);
    expect(await readRuleSet(kysely, 'response_rules')).toEqual({ revision: 1, rules });
    expect(await addDemoContent(db.database, T0)).toEqual([]);
    expect(await listLibraries(kysely)).toHaveLength(2);
    expect((await readRuleSet(kysely, 'response_rules'))?.revision).toBe(1);
  });

  test('leaves the rules that somebody wrote before there was a library', async () => {
    await replaceRuleSet(db.database.kysely, 'response_rules', { revision: 0, rules: rules.slice(0, 1) });
    await addDemoContent(db.database, T0);
    expect(await readRuleSet(db.database.kysely, 'response_rules')).toEqual({ revision: 1, rules: rules.slice(0, 1) });
  });

  test('without a worker of the team the first three are the team', async () => {
    await addWorkers(db.database, 1, 2, 3, 4);
    await addDemoContent(db.database, T0);
    const ids = (await listLibraries(db.database.kysely)).map(({ id }) => id);
    const [team] = [...(await readMembers(db.database.kysely, ids)).values()];
    expect(team).toEqual({ members: [1, 2, 3].map(workerSid), leads: [] });
  });
});
