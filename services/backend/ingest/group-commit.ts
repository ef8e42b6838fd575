import { turnOfEventLoop } from '../base/event-loop';
import { halves } from '../base/in-batches';
import { sqlStateOf } from '../store/error-code';

/** The waiting line is full: the sender should try again later. Nothing of the batch was stored. */
export class IngestOverloaded extends Error {
  override readonly name = 'IngestOverloaded';
}

export interface GroupCommitOptions<Item, Outcome> {
  /** Stores all of the items, or none. @returns what became of each, in the order given */
  readonly store: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** Keeps an item aside that {@link store} refuses for what it holds, so that it cannot stop those that come with it. */
  readonly bury: (item: Item, cause: unknown) => Promise<Outcome>;
  /** Items of one transaction at most; default 500. */
  readonly maxBatch?: number;
  /** Items waiting for a transaction at most; default 5,000. */
  readonly maxQueued?: number;
}

/** A way into the store whose transactions many senders share. */
export interface GroupCommit<Item, Outcome> {
  /**
   * Resolves after the commit, and then nothing of the items can be lost; waits for all before it tells of a failure: a
   * sender that tries again must not meet its own first attempt.
   * @throws IngestOverloaded when the line is full
   * @throws Error when the database is away; the sender should try again
   */
  accept(items: readonly Item[]): Promise<Outcome[]>;
  /** Items that were accepted and are not committed. */
  waiting(): number;
  /** Takes nothing more and resolves when everything accepted is committed. */
  close(): Promise<void>;
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Collects what arrives while a transaction runs into the next one: one fsync, and a dozen statements, for all of them.
 * Under load a transaction lasts as long as its statements wait for their turns of the event loop, some 100 ms, so that its
 * size is what limits the rate.
 */
export function createGroupCommit<Item, Outcome>(
  options: GroupCommitOptions<Item, Outcome>,
): GroupCommit<Item, Outcome> {
  const { maxBatch = 500, maxQueued = 5_000 } = options;
  const queue: Waiting<Item, Outcome>[] = [];
  let inFlight = 0;
  let running: Promise<void> | null = null;
  let closed = false;

  async function drain(): Promise<void> {
    // Begin after this tick, so that what arrives together is committed together.
    await turnOfEventLoop();
    while (queue.length > 0) {
      const batch = queue.splice(0, maxBatch);
      inFlight = batch.length;
      await commit(options, batch);
      inFlight = 0;
      // The embedded engine keeps the thread while it works, so what arrived meanwhile still waits in its sockets:
      // without this turn every callback would be a transaction, and an fsync, of its own.
      await turnOfEventLoop();
    }
    running = null;
  }

  return {
    accept: (items) => {
      if (closed) return Promise.reject(new IngestOverloaded('Ingest is closing; try another instance'));
      if (queue.length + inFlight + items.length > maxQueued) {
        return Promise.reject(new IngestOverloaded(`More than ${maxQueued} events are waiting`));
      }
      const outcomes = items.map(
        (item) =>
          new Promise<Outcome>((resolve, reject) => {
            queue.push({ item, resolve, reject });
          }),
      );
      running ??= drain();
      return allOf(outcomes);
    },
    waiting: () => queue.length + inFlight,
    close: async () => {
      closed = true;
      await running;
    },
  };
}

/** Never throws: everyone who waits is told. */
async function commit<Item, Outcome>(
  options: GroupCommitOptions<Item, Outcome>,
  batch: readonly Waiting<Item, Outcome>[],
): Promise<void> {
  try {
    const outcomes = await options.store(batch.map(({ item }) => item));
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) reject(new Error('The store did not say what became of an event'));
      else resolve(outcome);
    });
  } catch (error) {
    if (!isPoison(error)) for (const { reject } of batch) reject(asError(error));
    else if (batch.length > 1) for (const half of halves(batch)) await commit(options, half);
    else for (const { item, resolve, reject } of batch) await options.bury(item, error).then(resolve, reject);
  }
}

async function allOf<Outcome>(outcomes: readonly Promise<Outcome>[]): Promise<Outcome[]> {
  const settled = await Promise.allSettled(outcomes);
  const failure = settled.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw asError(failure.reason);
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** SQLSTATE classes that blame the data: data exception, integrity violation, program limit exceeded. */
const DATA_ERRORS = /^(22|23|54)/;

/** True when the event is at fault, false when the database or the connection to it is. */
export function isPoison(error: unknown): boolean {
  const state = sqlStateOf(error);
  if (state !== null) return DATA_ERRORS.test(state);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
