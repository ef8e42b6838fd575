import { turnOfEventLoop } from './event-loop';

export interface BatchOptions<Key, Result> {
  /**
   * Does it for all of them, each once; results in the order of the keys. When it throws, halves are tried, and
   * halves of these, so that a key that is at fault fails alone, unless `isOfAll` says that none of them could succeed.
   */
  readonly work: (keys: readonly Key[]) => Promise<readonly Result[]>;
  readonly isOfAll?: (error: unknown) => boolean;
  /** How many of one batch at most. */
  readonly most: number;
}

interface Waiting<Key, Result> {
  readonly key: Key;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what is asked for one by one, in one turn or while the last batch is under way, into few large batches: asked
 * for alone, it is done at once.
 */
export function inBatches<Key, Result>(options: BatchOptions<Key, Result>): (key: Key) => Promise<Result> {
  const { work, isOfAll = () => false, most } = options;
  let waiting: Waiting<Key, Result>[] = [];
  let isRunning = false;

  async function run(batch: readonly Waiting<Key, Result>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ key }) => key));
      if (results.length !== batch.length) throw new RangeError('A batch has one result for each key');
      results.forEach((result, index) => batch[index]?.resolve(result));
    } catch (error) {
      if (batch.length === 1 || isOfAll(error)) for (const { reject } of batch) reject(error);
      else for (const half of halves(batch)) await run(half);
    }
  }

  async function drain(): Promise<void> {
    isRunning = true;
    // What is asked for in the same turn belongs together.
    await turnOfEventLoop();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await run(batch);
    }
    isRunning = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!isRunning) void drain();
    });
}

/** To find what is at fault in a batch in few attempts. */
export function halves<T>(batch: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}
