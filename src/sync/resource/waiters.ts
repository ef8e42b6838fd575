/** Promises that are settled together. */
export interface Waiters {
  readonly wait: () => Promise<void>;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

export function createWaiters(): Waiters {
  let waiting: { readonly resolve: () => void; readonly reject: (reason: Error) => void }[] = [];
  const take = (): typeof waiting => {
    const taken = waiting;
    waiting = [];
    return taken;
  };
  return {
    wait: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      }),
    resolve() {
      for (const { resolve } of take()) resolve();
    },
    reject(reason) {
      for (const { reject } of take()) reject(reason);
    },
  };
}
