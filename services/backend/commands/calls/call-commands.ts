import {
  callSearch,
  searchedCall,
  type RecentCall,
  type RecentCallPatch,
  type RecentCallsPage,
  type RecentCallsQuery,
  type ReservationSid,
  type WorkerSid,
} from '@flex-sync-suite/shared/contract';
import type { CallRow } from '../../domain/calls/recent-call';
import { maskCall } from '../../domain/calls/shown-call';
import { storableText } from '../../base/storable-text';
import { writeAudit } from '../../store/audit';
import { editCallNotes } from '../../store/calls/call-notes';
import type { Database } from '../../store/database';
import { listCalls, readCall, type CallPosition } from '../../store/calls/recent-calls-read';
import { recentCallsKey } from '../../store/outbox/sync-keys';
import { readStanding } from '../../store/outbox/object-standing';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';
import { encodeCursor } from './call-cursor';

/** An agent's own calls; every method answers null for a call of somebody else. */
export interface CallCommands {
  page(workerSid: WorkerSid, query: RecentCallsQuery, after: CallPosition | undefined): Promise<RecentCallsPage>;
  one(workerSid: WorkerSid, sid: ReservationSid): Promise<RecentCall | null>;
  edit(workerSid: WorkerSid, sid: ReservationSid, patch: RecentCallPatch): Promise<EditResult | null>;
  /** The address without a mask; the look at it is on record before it is answered. */
  reveal(workerSid: WorkerSid, sid: ReservationSid): Promise<{ readonly address: string | null } | null>;
}

/** `conflict`: somebody edited since; the call as it is now. */
export interface EditResult {
  readonly outcome: 'saved' | 'conflict';
  readonly call: RecentCall;
}

export interface CallCommandsOptions {
  readonly database: Database;
  readonly maskPhoneNumbers: boolean;
  readonly now: () => number;
  /** Told which Sync objects were marked. */
  readonly onMarked: (keys: readonly string[]) => void;
}

const DEFAULT_LIMIT = 50;
/** Calls read at once, and in one request at most: a search that finds little goes on with the next page. */
const CHUNK = 200;
const MAX_SEARCHED = 1_000;

export function createCallCommands(options: CallCommandsOptions): CallCommands {
  const { database, now } = options;
  const db = database.kysely;
  const shown = shownBy(options);

  return {
    page: (workerSid, query, after) => page(db, shown, { workerSid, query, after }),
    one: async (workerSid, sid) => {
      // Before the row, so that what is told never claims to be newer than it is.
      const version = await versionOf(db, workerSid);
      const row = await readCall(db, workerSid, sid);
      return row === null ? null : shown(row, version);
    },
    edit: async (workerSid, sid, patch) => {
      const edited = await edit(db, now, { workerSid, sid, patch });
      if (edited === null) return null;
      if (edited.outcome === 'saved') options.onMarked([recentCallsKey(workerSid)]);
      return { outcome: edited.outcome, call: shown(edited.row, await versionOf(db, workerSid)) };
    },
    reveal: (workerSid, sid) =>
      inTransaction(db, async (trx) => {
        const row = await readCall(trx, workerSid, sid);
        if (row === null) return null;
        await writeAudit(trx, { at: now(), actor: workerSid, action: 'recent-call.reveal', resource: sid });
        return { address: row.party.address };
      }),
  };
}

type Shown = (row: CallRow, v: number) => RecentCall;

const shownBy =
  ({ maskPhoneNumbers }: Pick<CallCommandsOptions, 'maskPhoneNumbers'>): Shown =>
  (row, v) => ({ ...(maskPhoneNumbers ? maskCall(row) : row), v });

/** What is told here must not look newer to a browser than what Sync will say next. */
const versionOf = async (db: Queryable, workerSid: WorkerSid): Promise<number> =>
  (await readStanding(db, recentCallsKey(workerSid)))?.payloadV ?? 0;

interface AskedPage {
  readonly workerSid: WorkerSid;
  readonly query: RecentCallsQuery;
  readonly after: CallPosition | undefined;
}

async function page(db: Queryable, shown: Shown, { workerSid, query, after }: AskedPage): Promise<RecentCallsPage> {
  const { limit = DEFAULT_LIMIT, direction, outcome, search } = query;
  const version = await versionOf(db, workerSid);
  const calls: RecentCall[] = [];
  const filter = { workerSid, direction, outcome, sinceMs: parsed(query.since), untilMs: parsed(query.until) };
  const isFound = callSearch(search ?? '');
  const chunk = search === undefined ? limit + 1 : CHUNK;
  let position = after;
  for (let searched = 0; searched < MAX_SEARCHED; searched += chunk) {
    const found = await listCalls(db, { ...filter, limit: chunk, after: position });
    for (const { row, position: own } of found) {
      if (calls.length === limit) return { calls, next: position === undefined ? null : encodeCursor(position) };
      const call = shown(row, version);
      if (isFound(searchedCall(call, call.outcome))) calls.push(call);
      position = own;
    }
    if (found.length < chunk) return { calls, next: null };
  }
  return { calls, next: position === undefined ? null : encodeCursor(position) };
}

interface AskedEdit {
  readonly workerSid: WorkerSid;
  readonly sid: ReservationSid;
  readonly patch: RecentCallPatch;
}

/** @returns null for a call of somebody else */
function edit(
  db: Queryable,
  now: () => number,
  { workerSid, sid, patch }: AskedEdit,
): Promise<{ readonly outcome: EditResult['outcome']; readonly row: CallRow } | null> {
  const key = recentCallsKey(workerSid);
  return inTransaction(db, async (trx) => {
    if ((await readCall(trx, workerSid, sid)) === null) return null;
    const isSaved = await editCallNotes(trx, sid, storable(patch), { by: workerSid, at: now() });
    if (isSaved) await markDirty(trx, [key], now(), { changed: new Map([[key, new Set([sid])]]) });
    const row = await readCall(trx, workerSid, sid);
    return row === null ? null : { outcome: isSaved ? 'saved' : 'conflict', row };
  });
}

const parsed = (instant: string | undefined): number | undefined =>
  instant === undefined ? undefined : Date.parse(instant);

function storable(patch: RecentCallPatch): RecentCallPatch {
  const text = (value: string | null | undefined) => (typeof value === 'string' ? storableText(value) : value);
  return {
    notesRevision: patch.notesRevision,
    ...(patch.note === undefined ? {} : { note: text(patch.note) }),
    ...(patch.disposition === undefined ? {} : { disposition: text(patch.disposition) }),
  };
}
