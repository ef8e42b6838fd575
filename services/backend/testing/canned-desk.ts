import {
  EditableResponse,
  Library,
  ResponsesPage,
  type LibraryId,
  type LibraryKind,
  type NewResponse,
  type ResponseContent,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { sql } from 'kysely';
import * as v from 'valibot';
import { serveOperations } from '../http/operations/serve-operations';
import { cannedOperations } from '../http/responses/canned-operations';
import { createHttpServer } from '../http/server';
import { createLog } from '../base/log';
import type { Database } from '../store/database';
import type { FlexTokenResult } from '../twilio/flex-token';
import { T0, workerSid } from './callbacks';
import type { TestDatabase } from './databases';

export const ORIGIN = 'http://localhost:4000';

/** A Flex user of a test; `worker` by its number, null for none. */
export interface TestCaller {
  readonly roles: readonly string[];
  readonly worker: number | null;
}

export const ADMIN: TestCaller = { roles: ['admin'], worker: 90 };
export const agent = (worker: number): TestCaller => ({ roles: ['agent'], worker });

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The canned-response routes over a database, and short words to call them. */
export interface CannedDesk {
  readonly server: FastifyInstance;
  /** Keys that were marked since the last look. */
  takeMarked(): string[];
  /** The next requests are this caller's. */
  signIn(caller: TestCaller | FlexTokenResult): void;
  advance(ms: number): void;
  request(method: Method, url: string, payload?: object): Promise<LightMyRequestResponse>;
  /** As the caller that is signed in. */
  addLibrary(kind: LibraryKind, name: string, people?: { members?: number[]; leads?: number[] }): Promise<Library>;
  addResponse(libraryId: LibraryId, content?: Partial<NewResponse>): Promise<EditableResponse>;
  list(query?: string): Promise<v.InferOutput<typeof ResponsesPage>>;
  close(): Promise<void>;
}

/** A content with a text of its own. */
export const content = (title: string, body = `Text of ${title}`): ResponseContent => ({
  title,
  shortcut: null,
  category: null,
  tags: [],
  channels: [],
  variants: [{ language: 'en', channel: null, body }],
});

export async function openCannedDesk(database: Database): Promise<CannedDesk> {
  const server = createHttpServer(createLog('silent'));
  let now = T0;
  let caller: FlexTokenResult;
  let marked: string[] = [];
  const signIn: CannedDesk['signIn'] = (next) => {
    if ('status' in next) caller = next;
    else {
      const { roles, worker } = next;
      const identity = `${roles.join('-')}-${String(worker)}`;
      caller = { status: 'valid', user: { identity, roles, workerSid: worker === null ? null : workerSid(worker) } };
    }
  };
  signIn(ADMIN);
  await serveOperations(
    server,
    { flexOrigins: [ORIGIN], checkFlexToken: () => Promise.resolve(caller), now: () => now },
    cannedOperations({ database, now: () => now, onMarked: (keys) => marked.push(...keys) }),
  );
  const request: CannedDesk['request'] = (method, url, payload) => {
    // No test is about the limits but the one that says so.
    now += 10_000;
    const headers = { authorization: 'Bearer flex-token' };
    return server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  };
  const expected = <const Schema extends v.GenericSchema>(
    schema: Schema,
    status: number,
    response: LightMyRequestResponse,
  ): v.InferOutput<Schema> => {
    if (response.statusCode !== status) throw new Error(`${response.statusCode}: ${response.body}`);
    return v.parse(schema, response.json());
  };
  return {
    server,
    signIn,
    request,
    takeMarked: () => {
      const taken = [...new Set(marked)].sort();
      marked = [];
      return taken;
    },
    advance: (ms) => {
      now += ms;
    },
    addLibrary: async (kind, name, { members = [], leads = [] } = {}) => {
      const library = expected(Library, 201, await request('POST', '/libraries', { name, kind }));
      if (members.length + leads.length === 0) return library;
      const patch = { revision: library.revision, members: members.map(workerSid), leads: leads.map(workerSid) };
      const people = kind === 'team' ? patch : { revision: patch.revision, leads: patch.leads };
      return expected(Library, 200, await request('PATCH', `/libraries/${library.id}`, people));
    },
    addResponse: async (libraryId, given = {}) => {
      const body = { libraryId, status: 'published', ...content('Greeting'), ...given };
      return expected(EditableResponse, 201, await request('POST', '/canned-responses', body));
    },
    list: async (query = '') => expected(ResponsesPage, 200, await request('GET', `/canned-responses${query}`)),
    close: async () => {
      await server.close();
    },
  };
}

/**
 * Gives every test of a block a desk over an empty database of the engine that `open` opens, with workers 1 to 3 in the
 * directory. `begin` takes both, and may add what its tests begin with.
 */
export function withCannedDesk(
  open: () => Promise<TestDatabase>,
  begin: (db: TestDatabase, desk: CannedDesk) => Promise<void> | void,
): void {
  let db: TestDatabase;
  let desk: CannedDesk;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.clear();
    desk = await openCannedDesk(db.database);
    await addWorkers(db.database, 1, 2, 3);
    await begin(db, desk);
  });
  afterEach(() => desk.close());
}

/** Puts workers into the directory, named by their numbers. */
export async function addWorkers(database: Database, ...numbers: readonly number[]): Promise<WorkerSid[]> {
  const sids = numbers.map(workerSid);
  for (const [index, sid] of sids.entries()) {
    await sql`INSERT INTO worker (sid, state) VALUES (${sid}, ${JSON.stringify({ sid })}::jsonb)`.execute(
      database.kysely,
    );
    const name = `Worker ${String(numbers[index])}`;
    await sql`INSERT INTO resource_name (sid, value, stamp) VALUES (${sid}, ${name}, '')`.execute(database.kysely);
  }
  return sids;
}
