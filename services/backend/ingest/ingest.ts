import { isWorkerEvent } from '../domain/directory/fold-directory';
import type { TaskRouterEvent } from '../domain/task-router-event';
import { namesTold } from '../domain/directory/told-names';
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
import { createGroupCommit } from './group-commit';
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

interface Arrived {
  readonly received: ReceivedEvent;
  readonly receivedAtMs: number;
}

type Outcome = 'stored' | 'duplicate' | 'dead';

type Prepared =
  | { readonly kind: 'event'; readonly event: TaskRouterEvent; readonly row: StoredEvent }
  | { readonly kind: 'dead'; readonly row: StoredDeadEvent };

/** The way in for TaskRouter's events: each transaction stores what arrived meanwhile, folds it and marks what shows it. */
export function createIngest(options: IngestOptions): Ingest {
  const { database, clock, home, log } = options;
  const commits = createGroupCommit<Arrived, Outcome>({
    ...options,
    store: async (batch) => {
      const prepared = batch.map((arrived) => prepare(arrived, home));
      const outcomes = await storeEvents(options, prepared);
      batch.forEach(({ received }, index) => {
        const item = prepared[index];
        if (item?.kind === 'dead' && outcomes[index] === 'dead') warn(log, received, item.row.reason);
      });
      return outcomes;
    },
    bury: async ({ received, receivedAtMs }, cause) => {
      const reason = `cannot be applied: ${cause instanceof Error ? cause.message : String(cause)}`;
      const row = { reason, receivedAtMs, source: received.source, raw: rawOf(received) };
      await insertDeadEvents(database.kysely, [row]);
      const state = sqlStateOf(cause);
      warn(log, received, state === null ? reason : `cannot be applied: SQLSTATE ${state}`);
      return 'dead';
    },
  });
  return {
    accept: async (batch) => {
      const receivedAtMs = clock.now();
      return summaryOf(await commits.accept(batch.map((received) => ({ received, receivedAtMs }))));
    },
    close: () => commits.close(),
  };
}

/** Names the event, never its content: the body, and a database's words about it, may hold a customer's number. */
function warn(log: IngestOptions['log'], received: ReceivedEvent, reason: string): void {
  log?.warn({ ...nameOf(received), reason }, 'an event was kept raw because it could not be used');
}

async function storeEvents(
  { database, clock, onMarked }: IngestOptions,
  prepared: readonly Prepared[],
): Promise<Outcome[]> {
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
    const { keys: marked, behind, changed } = await applyEvents(trx, events, known);
    // Before anybody else takes their names; nobody waits for them.
    const missing = await unknownAmong(trx, ownMapsOf(events));
    const lowPriority = new Set(missing.filter((key) => !marked.has(key)));
    await markDirty(trx, [...marked, ...lowPriority], clock.now(), {
      // Of all that is marked here, it brings forward permissions: those that end with a reservation.
      isEdit: true,
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

/** Longer than any type, and any SID, of Twilio's. */
const MAX_LOGGED_LENGTH = 64;

/** What to find an event by in `event_dead`. */
function nameOf(received: ReceivedEvent): Readonly<Record<string, string | null>> {
  if ('observation' in received) return { source: received.source, type: received.observation.kind };
  if (!('form' in received)) return { source: received.source };
  const field = (name: string): string | null => received.form[name]?.slice(0, MAX_LOGGED_LENGTH) ?? null;
  return { source: received.source, eventSid: field('Sid'), type: field('EventType') };
}

function prepare({ received, receivedAtMs }: Arrived, home: Home): Prepared {
  const { source } = received;
  const raw = rawOf(received);
  const foreign = foreignReason(received, home);
  const event = foreign === null ? eventOf(received, receivedAtMs) : { dead: foreign };
  if (isDead(event)) return { kind: 'dead', row: { reason: event.dead, receivedAtMs, source, raw } };
  const { resourceSid, sid, type, atMs } = event;
  return { kind: 'event', event, row: { resourceSid, sid, type, atMs, receivedAtMs, source, raw } };
}

const summaryOf = (outcomes: readonly Outcome[]): IngestResult => {
  const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  return { stored: count('stored'), duplicates: count('duplicate'), dead: count('dead') };
};

/** Keys of the Maps of the workers of whom events tell. */
function ownMapsOf(events: readonly TaskRouterEvent[]): string[] {
  const there = events.filter((event) => isWorkerEvent(event) && event.type !== 'worker.deleted');
  const sids = new Set(there.map(({ worker }) => worker?.sid).filter((sid) => sid !== undefined));
  return [...sids].flatMap((sid) => [recentCallsKey(sid), cannedFavoritesKey(sid)]);
}
