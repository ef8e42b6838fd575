/** Lets requests and answers that wait in sockets through. */
export const turnOfEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** How long one piece of work may keep the thread from everything else. */
const SLICE_MS = 8;

/**
 * For work in many short steps: to be awaited between two of them. Waits for a turn of the event loop when they have kept
 * the thread for a slice, else for nothing.
 *
 * @param now milliseconds of a clock that does not jump
 */
export function createGiveWay(now: () => number = () => performance.now()): () => Promise<void> {
  let begunAt = now();
  return async () => {
    if (now() - begunAt < SLICE_MS) return;
    await turnOfEventLoop();
    begunAt = now();
  };
}

/** Runs a computation to its end, and gives way where it yields. */
export async function inTurns<T>(work: Generator<undefined, T>, giveWay = createGiveWay()): Promise<T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done === true) return step.value;
    await giveWay();
  }
}

/** The pieces of a computation, with a turn for everything else after each. */
export async function* pieceByPiece<T>(pieces: Iterable<T>): AsyncGenerator<T> {
  for (const piece of pieces) {
    yield piece;
    await turnOfEventLoop();
  }
}
