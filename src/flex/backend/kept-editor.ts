import { createValueSource, type Source } from '../../observable';
import { BackendError } from './send-to-backend';
import { failureOf } from './failure';

/** What went wrong last. `conflict`: somebody changed it meanwhile, and it is now as that person left it. */
export type KeptFailure =
  | { readonly kind: 'read' | 'save'; readonly reason: string; readonly retry: () => Promise<boolean> }
  | { readonly kind: 'conflict' };

/** What is kept, and how reading or changing it stands. */
export interface KeptState<T> {
  /** Null before the first answer. */
  readonly current: T | null;
  readonly isBusy: boolean;
  readonly failure: KeptFailure | null;
}

/** Something that the backend keeps and that is saved with each change. Nothing rejects: the state says how it ended. */
export interface KeptEditor<T> extends Source<KeptState<T>> {
  readonly load: () => Promise<boolean>;
  /** Makes a change of what there is when it is its turn. @returns whether it is saved */
  readonly change: (save: (current: T) => Promise<T>) => Promise<boolean>;
}

/** Where it is kept. */
export interface KeptStore<T> {
  /** Rejects with a `BackendError`, as what saves does. */
  readonly read: () => Promise<T>;
  /** How it is now, told by the body of a refused change; null where it tells nothing. */
  readonly conflictIn: (body: unknown) => T | null;
}

/** Keeps what is read of the backend while it is edited, and how a change of it ended. */
export function createKeptEditor<T>({ read, conflictIn }: KeptStore<T>): KeptEditor<T> {
  const state = createValueSource<KeptState<T>>({ current: null, isBusy: false, failure: null });

  async function run(kind: 'read' | 'save', command: () => Promise<T>): Promise<boolean> {
    const before = state.getSnapshot();
    if (before.isBusy) return false;
    state.set({ ...before, isBusy: true, failure: null });
    try {
      state.set({ current: await command(), isBusy: false, failure: null });
      return true;
    } catch (error) {
      const current = conflictIn(error instanceof BackendError ? error.body : undefined);
      const retry = (): Promise<boolean> => run(kind, command);
      state.set(
        current === null
          ? { ...before, isBusy: false, failure: { kind, reason: failureOf(error).message, retry } }
          : { current, isBusy: false, failure: { kind: 'conflict' } },
      );
      return false;
    }
  }

  let reading: Promise<unknown> = Promise.resolve();
  return {
    getSnapshot: state.getSnapshot,
    subscribe: state.subscribe,
    load() {
      const loading = run('read', read);
      reading = loading;
      return loading;
    },
    async change(save) {
      // Who changes something while it is looked at anew waits for that, instead of being lost.
      await reading;
      const { current } = state.getSnapshot();
      return current === null ? false : run('save', () => save(current));
    },
  };
}
