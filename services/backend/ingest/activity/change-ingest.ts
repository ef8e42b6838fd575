import { createHash } from 'node:crypto';
import type { Clock } from '../../base/clock';
import {
  insertDeadChanges,
  insertSyncChanges,
  type DeadChange,
  type SyncChange,
} from '../../store/activity/sync-changes';
import type { Database } from '../../store/database';
import { sqlStateOf } from '../../store/error-code';
import { inTransaction } from '../../store/transaction';
import { createGroupCommit } from '../group-commit';
import { readSyncWebhook, type SyncHome } from './read-sync-webhook';

/** What became of a webhook. `own`: we wrote it ourselves; `other`: it is about nothing that we keep. */
export type ChangeOutcome = 'stored' | 'duplicate' | 'dead' | 'own' | 'other';

/** The one way in for what others change in the objects of the activity tracker. */
export interface ChangeIngest {
  /**
   * Resolves after the commit, and then nothing of it can be lost.
   * @throws IngestOverloaded when the line is full
   * @throws Error when the database is away; the sender should try again
   */
  accept(form: Readonly<Record<string, string>>): Promise<ChangeOutcome>;
  /** Takes nothing more and resolves when everything accepted is committed. */
  close(): Promise<void>;
}

export interface ChangeIngestOptions {
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly home: SyncHome;
  /** Told of every form, whatever became of it; once it is committed. Default: nobody is. */
  readonly onTold?: (form: Readonly<Record<string, string>>) => void;
  /** Told why a webhook could not be used: never its content, which may be anything about anybody. */
  readonly onDead?: (reason: string) => void;
}

type Storable =
  { readonly kind: 'change'; readonly change: SyncChange } | { readonly kind: 'dead'; readonly dead: DeadChange };

/** Reads webhooks of Sync, and stores those of many requests with one transaction. */
export function createChangeIngest({ database, clock, home, onTold, onDead }: ChangeIngestOptions): ChangeIngest {
  const commits = createGroupCommit<Storable, ChangeOutcome>({
    store: (batch) => storeAll(database, batch),
    bury: async (item, cause) => {
      const dead = item.kind === 'dead' ? item.dead : refused(item.change, cause);
      await insertDeadChanges(database.kysely, [dead]);
      onDead?.(dead.reason);
      return 'dead';
    },
  });

  async function accept(form: Readonly<Record<string, string>>): Promise<ChangeOutcome> {
    const receivedAtMs = clock.now();
    const read = readSyncWebhook(form, home, receivedAtMs);
    switch (read.kind) {
      case 'own':
      case 'other':
        return read.kind;
      case 'change':
        return (await commits.accept([read]))[0] ?? 'duplicate';
      case 'dead': {
        const dead = deadOf(textOf(form), read.reason, receivedAtMs);
        const [outcome = 'duplicate'] = await commits.accept([{ kind: 'dead', dead }]);
        if (outcome === 'dead') onDead?.(read.reason);
        return outcome;
      }
    }
  }

  return {
    accept: async (form) => {
      const outcome = await accept(form);
      onTold?.(form);
      return outcome;
    },
    close: () => commits.close(),
  };
}

/** The same for the same form, in whatever order its fields came. */
const textOf = (form: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(form).sort(([left], [right]) => (left < right ? -1 : 1)));

const deadOf = (text: string, reason: string, receivedAtMs: number): DeadChange => ({
  ...{ id: createHash('sha256').update(text).digest('hex'), reason, receivedAtMs },
  sizeBytes: Buffer.byteLength(text),
});

function refused({ receivedAtMs, ...change }: SyncChange, cause: unknown): DeadChange {
  const state = sqlStateOf(cause);
  const reason = state === null ? 'it cannot be stored' : `it cannot be stored: SQLSTATE ${state}`;
  return deadOf(JSON.stringify(change), reason, receivedAtMs);
}

async function storeAll({ kysely }: Database, batch: readonly Storable[]): Promise<ChangeOutcome[]> {
  const changes = batch.flatMap((item) => (item.kind === 'change' ? [item.change] : []));
  const dead = batch.flatMap((item) => (item.kind === 'dead' ? [item.dead] : []));
  const { added, buried } = await inTransaction(kysely, async (trx) => ({
    added: await insertSyncChanges(trx, changes),
    buried: await insertDeadChanges(trx, dead),
  }));
  return batch.map((item) => {
    if (item.kind === 'dead') return buried.has(item.dead) ? 'dead' : 'duplicate';
    return added.has(item.change) ? 'stored' : 'duplicate';
  });
}
