import type { TaskRouterEvent } from '../../domain/task-router-event';
import { turnOfEventLoop } from '../../base/event-loop';
import { isDead } from '../normalize-callback';
import { eventOfStored } from '../received-event';
import type { Database } from '../../store/database';
import { lockStates } from '../../store/lock-states';
import { inSnapshot, resourcesAfter, storedEventsOf, type StateTable, type StoredText } from '../../store/rebuild-rows';
import { markDirty } from '../../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../../store/transaction';

/** What a rebuild has done so far. */
export interface Tally {
  /** Tasks looked at. */
  tasks: number;
  /** Rows that differed from what the events say, and are right now. */
  rows: number;
  /** Minute buckets and channels of queues that were corrected. */
  sums: number;
  /** Tasks without stored events whose rows cannot be read, by SID: nothing can restore them. */
  readonly unreadable: Set<string>;
}

/** What every part of a rebuild works with. */
export interface RebuildContext {
  /** Of one connection, on which a statement may take as long as it needs. */
  readonly db: Database['kysely'];
  readonly now: () => number;
  readonly tally: Tally;
  /** Called after each step: what, and how many of how many. @throws whatever ends the rebuild */
  readonly step: (what: string, done: number, total: number) => void;
}

/** One kind of resource whose rows are a function of its events. */
export interface ResourceKind<Sid extends string> {
  readonly table: StateTable;
  /** Resources that are compared at once. */
  readonly pageSize: number;
  /** Finds the rows that are not what the events say: of each the resources that it concerns. */
  findWrong(db: Queryable, sids: readonly Sid[]): Promise<(readonly Sid[])[]>;
  /** Writes the rows anew, which the transaction has locked. @returns keys of the Sync objects that may show them */
  replace(db: Queryable, sids: readonly Sid[]): Promise<string[]>;
}

/**
 * Makes the rows of the resources what their stored events say. They are compared in one snapshot, without a lock: a row
 * and the events in it are committed together, so what is right in a snapshot is kept right by ingest. Only what is wrong
 * is locked, as ingest would, and looked at again.
 *
 * @returns the resources that were wrong
 */
export async function settle<Sid extends string>(
  { db, now, tally }: RebuildContext,
  kind: ResourceKind<Sid>,
  sids: readonly Sid[],
): Promise<Sid[]> {
  const found = await inSnapshot(db, (trx) => kind.findWrong(trx, sids));
  if (found.length === 0) return [];
  const wrong = [...new Set(found.flat())].sort();
  await inTransaction(db, async (trx) => {
    await lockStates(trx, kind.table, wrong);
    await markDirty(trx, await kind.replace(trx, wrong), now());
  });
  tally.rows += found.length;
  return wrong;
}

/** Settles everything of one kind. @returns the resources that were wrong */
export async function settleAll<Sid extends string>(
  context: RebuildContext,
  kind: ResourceKind<Sid>,
  onPage: (sids: readonly Sid[]) => void,
): Promise<Sid[]> {
  const wrong: Sid[] = [];
  for (let after = ''; ;) {
    const limit = kind.pageSize;
    const sids = await resourcesAfter<Sid>(context.db, { table: kind.table, after, limit });
    wrong.push(...(await settle(context, kind, sids)));
    onPage(sids);
    const last = sids.at(-1);
    if (last === undefined || sids.length < limit) return wrong;
    after = last;
    await turnOfEventLoop();
  }
}

/** The stored events of the resources, as ingest would understand them; those it would not are none. */
export async function* eventsOf(db: Queryable, sids: readonly string[]): AsyncGenerator<TaskRouterEvent> {
  for await (const stored of storedEventsOf(db, sids)) yield* understood(stored);
}

/** The events that can be understood. */
export const understood = (stored: readonly StoredText[]): TaskRouterEvent[] =>
  stored.map(eventOfStored).filter((event): event is TaskRouterEvent => !isDead(event));
