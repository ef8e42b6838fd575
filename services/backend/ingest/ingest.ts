import type { ServiceLevelPolicy } from '@flex-sync-suite/shared/contract';
import { isWorkerEvent } from '../domain/directory/fold-directory';
import type { TaskRouterEvent } from '../domain/task-router-event';
import { namesTold } from '../domain/directory/told-names';
import { turnOfEventLoop } from '../base/event-loop';
import { halves } from '../base/in-batches';
import type { Logger } from '../base/log';
import type { Database } from '../store/database';
import { sqlStateOf } from '../store/error-code';
import { insertDeadEvents, insertEvents, type StoredDeadEvent, type StoredEvent } from '../store/events';
import { unknownAmong } from '../store/outbox/object-standing';
import { cannedFavoritesKey, recentCallsKey } from '../store/outbox/sync-keys';
import { markDirty } from '../store/outbox/sync-objects';
import { inTransaction } from '../store/transaction';
import { mentionedQueues } from './apply-directory-events';
import { applyEvents } from './apply-events';
import { foreignReason, type Home } from './home';
import { isDead } from './normalize-callback';
import { eventOf, rawOf, type ReceivedEvent } from './received-event';

/** What became of a batch. */
export interface IngestResult {
  /** New events, folded or kept for later. */
  readonly stored: number;
  /** Events that were known, those that could not be used included. */
  readonly duplicates: number;
  /** Events that could not be understood or are not ours; kept raw, with the reason. */
  readonly dead: number;
}

/** The waiting line is full: the sender should try again later. Nothing of the batch was stored. */
export class IngestOverloaded extends Error {
  override readonly name = 'IngestOverloaded';
}

/** The one way in for events. */
export interface Ingest {
  /**
   * Stores and folds a batch; resolves after the commit, and then nothing of it can be lost.
   * @throws IngestOverloaded when the line is full
   * @throws Error when the database is away; the sender should try again
   */
  accept(batch: readonly ReceivedEvent[]): Promise<IngestResult>;
  /** Takes nothing more and resolves when everything accepted is committed. */
  close(): Promise<void>;
}

export interface IngestOptions {
  readonly database: Database;
  readonly clock: { now(): number };
  readonly policy: ServiceLevelPolicy;
  readonly home: Home;
  /** Told of each event that could not be understood or applied. */
  readonly log?: Pick<Logger, 'warn'>;
  /** Called after each commit with the keys of the Sync objects that it marked dirty. */
  readonly onMarked?: (keys: readonly string[]) => void;
  /** Events of one transaction at most; default 500. */
  readonly maxBatch?: number;
  /** Events waiting for a transaction at most; default 5,000. */
  readonly maxQueued?: number;
}

interface Waiting {
  readonly received: ReceivedEvent;
  readonly receivedAtMs: number;
  readonly settle: (outcome: Outcome | { readonly error: unknown }) => void;
}

type Outcome = 'stored' | 'duplicate' | 'dead';

type Prepared =
  | { readonly kind: 'event'; readonly event: TaskRouterEvent; readonly row: StoredEvent }
  | { readonly kind: 'dead'; readonly row: StoredDeadEvent };

/**
 * Collects what arrives while a transaction runs into the next one (group commit): one fsync, and a dozen
 * statements, for all of them. Under load a transaction lasts as long as its statements wait for their turns of the event
 * loop, some 100 ms, so that its size is what limits the rate.
 */
export function createIngest(options: IngestOptions): Ingest {
  const { database, clock, policy, home, log, onMarked, maxBatch = 500, maxQueued = 5_000 } = options;
  const queue: Waiting[] = [];
  let inFlight = 0;
  let running: Promise<void> | null = null;
  let closed = false;

  function accept(batch: readonly ReceivedEvent[]): Promise<IngestResult> {
    if (closed) return Promise.reject(new IngestOverloaded('Ingest is closing; try another instance'));
    if (queue.length + inFlight + batch.length > maxQueued) {
      return Promise.reject(new IngestOverloaded(`More than ${maxQueued} events are waiting`));
    }
    const receivedAtMs = clock.now();
    const outcomes = batch.map(
      (received) =>
        new Promise<Outcome>((resolve, reject) => {
          const settle: Waiting['settle'] = (outcome) => {
            if (typeof outcome === 'string') resolve(outcome);
            else reject(outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error)));
          };
          queue.push({ received, receivedAtMs, settle });
        }),
    );
    running ??= drain();
    return summarize(outcomes);
  }

  async function drain(): Promise<void> {
    // Begin after this tick, so that what arrives together is committed together.
    await turnOfEventLoop();
    while (queue.length > 0) {
      const batch = queue.splice(0, maxBatch);
      inFlight = batch.length;
      await commit(batch);
      inFlight = 0;
      // The embedded engine keeps the thread while it works, so what arrived meanwhile still waits in its sockets:
      // without this turn every callback would be a transaction, and an fsync, of its own.
      await turnOfEventLoop();
    }
    running = null;
  }

  /** Never throws: everyone who waits is told. */
  async function commit(batch: readonly Waiting[]): Promise<void> {
    try {
      const prepared = batch.map((waiting) => prepare(waiting, home));
      const outcomes = await store(prepared);
      batch.forEach(({ received, settle }, index) => {
        const [item, outcome = 'duplicate'] = [prepared[index], outcomes[index]];
        if (item?.kind === 'dead' && outcome === 'dead') warn(received, item.row.reason);
        settle(outcome);
      });
    } catch (error) {
      if (!isPoison(error))
        batch.forEach(({ settle }) => {
          settle({ error });
        });
      else if (batch.length > 1) for (const half of halves(batch)) await commit(half);
      else for (const waiting of batch) await bury(waiting, error);
    }
  }

  /** Keeps an event that the database or the fold refuses, so that it cannot stop those that come with it. */
  async function bury({ received, receivedAtMs, settle }: Waiting, cause: unknown): Promise<void> {
    const reason = `cannot be applied: ${cause instanceof Error ? cause.message : String(cause)}`;
    const row = { reason, receivedAtMs, source: received.source, raw: rawOf(received) };
    try {
      await insertDeadEvents(database.kysely, [row]);
      warn(received, sqlStateOf(cause) === null ? reason : `cannot be applied: SQLSTATE ${String(sqlStateOf(cause))}`);
      settle('dead');
    } catch (error) {
      settle({ error });
    }
  }

  /** Names the event, never its content: the body, and a database's words about it, may hold a customer's number. */
  function warn(received: ReceivedEvent, reason: string): void {
    log?.warn({ ...nameOf(received), reason }, 'an event was kept raw because it could not be used');
  }

  async function store(prepared: readonly Prepared[]): Promise<Outcome[]> {
    const alive = prepared.filter((item) => item.kind === 'event');
    const rows = new Map(alive.map((item) => [item.row, item.event]));
    const told = namesTold(rows.values());
    const mentions = { queueSids: mentionedQueues(rows.values()), namedSids: [...told.keys()] };
    const { added, buried, keys } = await inTransaction(database.kysely, async (trx) => {
      const { events: inserted, known } = await insertEvents(trx, [...rows.keys()], mentions);
      const dead = await insertDeadEvents(
        trx,
        prepared.filter((item) => item.kind === 'dead').map(({ row }) => row),
      );
      const events = inserted.map((row) => rows.get(row)).filter((event) => event !== undefined);
      const { keys: marked, behind, changed } = await applyEvents(trx, events, { policy, known });
      // Before anybody else takes their names; nobody waits for them.
      const missing = await unknownAmong(trx, ownMapsOf(events));
      const lowPriority = new Set(missing.filter((key) => !marked.has(key)));
      await markDirty(trx, [...marked, ...lowPriority], clock.now(), {
        lowPriority: new Set([...lowPriority, ...behind]),
        changed,
      });
      return { added: new Set<StoredEvent>(inserted), buried: dead, keys: [...marked] };
    });
    if (keys.length > 0) onMarked?.(keys);
    return prepared.map((item) => {
      if (item.kind === 'dead') return buried.has(item.row) ? 'dead' : 'duplicate';
      return added.has(item.row) ? 'stored' : 'duplicate';
    });
  }

  return {
    accept,
    close: async () => {
      closed = true;
      await running;
    },
  };
}

/** Longer than any type, and any SID, of Twilio's. */
const MAX_LOGGED_LENGTH = 64;

/** What to find an event by in `event_dead`. */
function nameOf(received: ReceivedEvent): Readonly<Record<string, string | null>> {
  if (received.source === 'directory') return { source: 'directory', type: received.observation.kind };
  const field = (name: string): string | null => received.form[name]?.slice(0, MAX_LOGGED_LENGTH) ?? null;
  return { source: received.source, eventSid: field('Sid'), type: field('EventType') };
}

function prepare({ received, receivedAtMs }: Waiting, home: Home): Prepared {
  const { source } = received;
  const raw = rawOf(received);
  const foreign = foreignReason(received, home);
  const event = foreign === null ? eventOf(received, receivedAtMs) : { dead: foreign };
  if (isDead(event)) return { kind: 'dead', row: { reason: event.dead, receivedAtMs, source, raw } };
  const { resourceSid, sid, type, atMs } = event;
  return { kind: 'event', event, row: { resourceSid, sid, type, atMs, receivedAtMs, source, raw } };
}

/** Waits for all before it tells of a failure: a sender that tries again must not meet its own first attempt. */
async function summarize(outcomes: readonly Promise<Outcome>[]): Promise<IngestResult> {
  const settled = await Promise.allSettled(outcomes);
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  const values = settled.map((result) => (result.status === 'fulfilled' ? result.value : null));
  const count = (outcome: Outcome): number => values.filter((value) => value === outcome).length;
  return { stored: count('stored'), duplicates: count('duplicate'), dead: count('dead') };
}

/** SQLSTATE classes that blame the data: data exception, integrity violation, program limit exceeded. */
const DATA_ERRORS = /^(22|23|54)/;

/** True when the event is at fault, false when the database or the connection to it is. */
function isPoison(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return DATA_ERRORS.test(state);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

/** Keys of the Maps of the workers of whom events tell. */
function ownMapsOf(events: readonly TaskRouterEvent[]): string[] {
  const there = events.filter((event) => isWorkerEvent(event) && event.type !== 'worker.deleted');
  const sids = new Set(there.map(({ worker }) => worker?.sid).filter((sid) => sid !== undefined));
  return [...sids].flatMap((sid) => [recentCallsKey(sid), cannedFavoritesKey(sid)]);
}
