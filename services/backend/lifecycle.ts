import type { Clock } from './base/clock';
import type { Logger } from './base/log';
import { StoreUnavailable } from './base/store-unavailable';

/** Between two attempts to begin while the database is away. */
const START_AGAIN_MS = 1_000;

/** What was started, in order, and how it is stopped again. */
export interface Lifecycle {
  readonly phase: () => 'starting' | 'running' | 'draining';
  /** From now on the backend runs, unless it is closing. */
  started(): void;
  /** Undoes what was just started; the last is undone first. */
  onClose(undo: () => Promise<void> | void): void;
  /**
   * Tries again for as long as the database is away.
   * @throws Error of the step, or when the backend was closed meanwhile
   */
  persist<T>(step: () => Promise<T>): Promise<T>;
  /** May be called at any time, and more than once. */
  readonly close: () => Promise<void>;
}

export function createLifecycle(log: Logger, clock: Clock): Lifecycle {
  const undos: (() => Promise<void> | void)[] = [];
  let phase: 'starting' | 'running' | 'draining' = 'starting';
  let closing: Promise<void> | null = null;
  let endPause = (): void => undefined;

  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.schedule(START_AGAIN_MS, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });

  const isClosing = (): boolean => closing !== null;

  async function persist<T>(step: () => Promise<T>): Promise<T> {
    for (let told: string | null = null; ;) {
      if (isClosing()) throw new Error('The backend was stopped while it started.');
      try {
        return await step();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        const { reason } = error.trouble;
        // What is lost while we close was taken away by ourselves.
        if (reason !== told && !isClosing())
          log.warn({ reason }, 'the database cannot be reached yet; trying again every second');
        told = reason;
        if (!isClosing()) await pause();
      }
    }
  }

  async function closeAll(): Promise<void> {
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      await Promise.resolve(undo()).catch((error: unknown) => {
        log.error({ err: error }, 'a part did not stop cleanly');
      });
    }
  }

  return {
    phase: () => phase,
    started: () => {
      if (!isClosing()) phase = 'running';
    },
    onClose: (undo) => undos.push(undo),
    persist,
    close: () => {
      phase = 'draining';
      closing ??= closeAll();
      endPause();
      return closing;
    },
  };
}
