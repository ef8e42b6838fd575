import { inBatches } from '../base/in-batches';
import type { Database } from '../store/database';
import { complete, fail, type Completion, type Failure } from '../store/outbox/settle-objects';
import { lockObjects, markDirty } from '../store/outbox/sync-objects';
import { inTransaction, type Queryable } from '../store/transaction';
import { troubleOf } from '../store/trouble';
import type { Clock } from '../base/clock';
import { maxConcurrency } from './pace';

/** What became of a claimed object. */
export type Outcome =
  | {
      readonly kind: 'written';
      readonly completion: Completion;
      /** Objects that show something of this one and are to be written after it. */
      readonly followers: readonly string[];
      /** Somebody waits for the followers. */
      readonly isEdit: boolean;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Records outcomes in the outbox: those that come about in one turn, or while others are being recorded, in a number of
 * statements that does not depend on theirs. Resolves when it is stored, with whether the object is dirty still.
 */
export function createOutcomeRecorder(
  { kysely, kind }: Database,
  clock: Clock,
): (outcome: Outcome) => Promise<boolean> {
  return inBatches<Outcome, boolean>({
    work: async (outcomes) => {
      const dirty = await record(kysely, outcomes, clock.now());
      return outcomes.map((outcome) => outcome.kind === 'failed' || dirty.has(outcome.completion.key));
    },
    isOfAll: (error) => troubleOf(error) !== null,
    most: maxConcurrency(kind),
  });
}

/** @returns keys of those that were written and are dirty still */
async function record(db: Database['kysely'], outcomes: readonly Outcome[], now: number): Promise<Set<string>> {
  const written = outcomes.filter((outcome) => outcome.kind === 'written');
  const failures = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.failure] : []));
  const settle = async (queryable: Queryable): Promise<Set<string>> => {
    const completions = written.map(({ completion }) => completion);
    const dirty = await complete(queryable, completions, now);
    await fail(queryable, failures, now);
    return dirty;
  };
  const followers = written.flatMap((outcome) => outcome.followers);
  if (followers.length === 0) return settle(db);
  const urgent = new Set(written.flatMap((outcome) => (outcome.isEdit ? outcome.followers : [])));
  // Together, or a crash between the two would leave the followers behind for good.
  return inTransaction(db, async (trx) => {
    await lockObjects(trx, [...outcomes.map(keyOf), ...followers]);
    const dirty = await settle(trx);
    await markDirty(trx, urgent, now, { isEdit: true });
    await markDirty(
      trx,
      followers.filter((key) => !urgent.has(key)),
      now,
    );
    return dirty;
  });
}

const keyOf = (outcome: Outcome): string => (outcome.kind === 'written' ? outcome.completion.key : outcome.failure.key);
