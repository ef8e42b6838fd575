import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock';
import type { ActivityEvent } from '../../domain/activity/activity-event';
import { keyedHash } from '../../base/keyed-hash';
import { rawText } from '../../base/storable-text';
import { insertActivityEvents, insertDeadActivity, type DeadActivity } from '../../store/activity/activity-events';
import { installationSecret, type Shop } from '../../store/activity/shops';
import type { Database } from '../../store/database';
import { sqlStateOf } from '../../store/error-code';
import { markUnfolded, writeLinks } from '../../store/activity/folded-events';
import { inTransaction, type Queryable } from '../../store/transaction';
import { createGroupCommit } from '../group-commit';
import { ownersOf } from './owners-of';
import { readMessage, type ReadMessage } from './activity-event-of';

/** Messages of one request. */
export interface ArrivedBatch {
  readonly shop: Shop;
  /** Not checked yet. */
  readonly messages: readonly unknown[];
  /** When the sender says it sent them. */
  readonly sentAt: unknown;
}

/** What became of a message. `denied`: the visitor did not agree, so that nothing of it was stored. */
export type ActivityOutcome = 'stored' | 'duplicate' | 'dead' | 'denied';

/** The one way in for what shops tell of their visitors. */
export interface ActivityIngest {
  /**
   * Resolves after the commit, with what became of each message in the order given.
   * @throws IngestOverloaded when the line is full
   * @throws Error when the database is away; the sender should try again
   */
  accept(batch: ArrivedBatch): Promise<ActivityOutcome[]>;
  /** Messages that were accepted and are not committed. */
  waiting(): number;
  /** Takes nothing more and resolves when everything accepted is committed. */
  close(): Promise<void>;
}

export interface ActivityIngestOptions {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly consentCategory: string;
  /** Called after each commit of something new. */
  readonly onStored?: () => void;
  /** Told why a message could not be used: never its content, which may be anything about anybody. */
  readonly onDead?: (reason: string) => void;
}

type Storable =
  /** `message`: as it came. */
  | { readonly kind: 'event'; readonly event: ActivityEvent; readonly message: unknown }
  | { readonly kind: 'dead'; readonly dead: DeadActivity };

/** Reads messages, and stores what is to be stored of many requests with one transaction. */
export function createActivityIngest({
  database,
  clock,
  consentCategory,
  onStored,
  onDead,
}: ActivityIngestOptions): ActivityIngest {
  const { kysely } = database;
  const commits = createGroupCommit<Storable, ActivityOutcome>({
    store: async (batch) => {
      const outcomes = await storeAll(database, batch);
      if (outcomes.includes('stored')) onStored?.();
      return outcomes;
    },
    bury: async (item, cause) => {
      const dead = item.kind === 'dead' ? item.dead : refused(item, cause);
      await insertDeadActivity(kysely, [dead]);
      return 'dead';
    },
  });
  let secret: Promise<string> | null = null;

  /** Asked for again after a failure: the database may have been away. */
  function secretOfInstallation(): Promise<string> {
    secret ??= installationSecret(kysely, 'activity').catch((error: unknown) => {
      secret = null;
      throw error;
    });
    return secret;
  }

  async function accept({ shop, messages, sentAt }: ArrivedBatch): Promise<ActivityOutcome[]> {
    const receivedAtMs = clock.now();
    const hashed = keyedHash(await secretOfInstallation());
    const read = messages.map((message) => {
      const arrived = { message, shop, receivedAtMs, sentAt };
      return storableOf(readMessage(arrived, { consentCategory, hashed }), shop, message, receivedAtMs);
    });
    const outcomes = await commits.accept(read.filter((item) => item !== 'denied'));
    for (const item of read) if (item !== 'denied' && item.kind === 'dead') onDead?.(item.dead.reason);
    return read.map((item) => (item === 'denied' ? 'denied' : (outcomes.shift() ?? 'duplicate')));
  }

  return { accept, waiting: () => commits.waiting(), close: () => commits.close() };
}

function storableOf(read: ReadMessage, shop: Shop, message: unknown, receivedAtMs: number): Storable | 'denied' {
  switch (read.kind) {
    case 'denied':
      return 'denied';
    case 'event':
      return { kind: 'event', event: read.event, message };
    case 'dead': {
      const { reason, messageId } = read;
      return { kind: 'dead', dead: deadOf(rawText(message), { shopId: shop.shopId, reason, messageId, receivedAtMs }) };
    }
  }
}

function deadOf(body: string, known: Omit<DeadActivity, 'id' | 'sizeBytes'>): DeadActivity {
  const id = createHash('sha256').update(`${known.shopId}\n${body}`).digest('hex');
  return { ...known, id, sizeBytes: Buffer.byteLength(body) };
}

function refused({ event, message }: Storable & { readonly kind: 'event' }, cause: unknown): DeadActivity {
  const state = sqlStateOf(cause);
  const reason = state === null ? 'it cannot be stored' : `it cannot be stored: SQLSTATE ${state}`;
  const { shopId, messageId, receivedAtMs } = event;
  return deadOf(rawText(message), { shopId, messageId, receivedAtMs, reason });
}

/** Stores events, and marks whom they tell of. */
export async function storeActivity(trx: Queryable, told: readonly ActivityEvent[]): Promise<ActivityEvent[]> {
  const added = await insertActivityEvents(trx, told);
  await writeLinks(trx, added);
  await markUnfolded(trx, added.flatMap(ownersOf));
  return added;
}

async function storeAll(database: Database, batch: readonly Storable[]): Promise<ActivityOutcome[]> {
  const told = batch.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
  const { added, buried } = await inTransaction(database.kysely, async (trx) => ({
    added: new Set(await storeActivity(trx, told)),
    buried: await insertDeadActivity(
      trx,
      batch.flatMap((item) => (item.kind === 'dead' ? [item.dead] : [])),
    ),
  }));
  return batch.map((item) => {
    if (item.kind === 'dead') return buried.has(item.dead.id) ? 'dead' : 'duplicate';
    return added.has(item.event) ? 'stored' : 'duplicate';
  });
}
