/** A way in for one at a time, in the order in which they came. */
export interface Lane {
  /**
   * Resolves when it is one's turn.
   * @returns what to call at the end; calling it again does nothing
   * @throws the reason of `signal` when that is aborted before; afterwards it changes nothing
   */
  enter(signal: AbortSignal): Promise<() => void>;
}

export function createLane(): Lane {
  const waiting: (() => void)[] = [];
  let isTaken = false;

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) isTaken = false;
    else next();
  }

  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const giveUp = (): void => {
          waiting.splice(waiting.indexOf(begin), 1);
          reject(signal.reason as Error);
        };
        const begin = (): void => {
          signal.removeEventListener('abort', giveUp);
          let isIn = true;
          resolve(() => {
            if (isIn) leave();
            isIn = false;
          });
        };
        if (isTaken) {
          waiting.push(begin);
          signal.addEventListener('abort', giveUp);
        } else {
          isTaken = true;
          begin();
        }
      }),
  };
}
