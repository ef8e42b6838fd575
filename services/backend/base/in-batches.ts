import { turnOfEventLoop } from './event-loop';

export interface BatchOptions<Key, Result> {
  /**
   * Does it for all keys that it takes, each once; results in the order of the keys. It takes them when it has what it
   * works with, such as a connection: until then more may come. When it throws, halves are tried, and halves of these, so
   * that a key that is at fault fails alone, unless `isOfAll` says that none of them could succeed.
   */
  readonly work: (take: Take<Key>) => Promise<readonly Result[]>;
  readonly isOfAll?: (error: unknown) => boolean;
  /** How many of one batch at most. */
  readonly most: number;
}

/** What waits, for whoever does it; the same whenever it is asked once more. */
export type Take<Item> = () => readonly Item[];

interface Waiting<Key, Result> {
  readonly key: Key;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Collects what is asked for one by one, in one turn or until a batch is taken, into few large batches: asked for alone, it
 * is done at once.
 */
export function inBatches<Key, Result>(options: BatchOptions<Key, Result>): (key: Key) => Promise<Result> {
  const { work, isOfAll = () => false, most } = options;
  const waiting: Waiting<Key, Result>[] = [];
  let isRunning = false;

  async function run(take: Take<Waiting<Key, Result>>): Promise<void> {
    const batch = once(take);
    try {
      const results = await work(() => batch().map(({ key }) => key));
      if (results.length !== batch().length) throw new RangeError('A batch has one result for each key');
      results.forEach((result, index) => batch()[index]?.resolve(result));
    } catch (error) {
      if (batch().length === 1 || isOfAll(error)) for (const { reject } of batch()) reject(error);
      else for (const half of halves(batch())) await run(() => half);
    }
  }

  async function drain(): Promise<void> {
    isRunning = true;
    // What is asked for in the same turn belongs together.
    await turnOfEventLoop();
    while (waiting.length > 0) await run(() => waiting.splice(0, most));
    isRunning = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!isRunning) void drain();
    });
}

/** Takes the first time, and answers the same from then on. */
export function once<Item>(take: Take<Item>): Take<Item> {
  let taken: readonly Item[] | null = null;
  return () => (taken ??= take());
}

/** To find what is at fault in a batch in few attempts. */
export function halves<T>(batch: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}
