import type { Logger } from '../log';
import type { Clock } from './clock';

export interface Repeated {
  /** Waits for a run that is under way. */
  close(): Promise<void>;
}

/**
 * Runs `action` at once and then again `intervalMs` after each end, so that runs never overlap. A failed run is logged
 * and the next one comes all the same: a clock that stopped for one lost connection would be worse. A long run asks
 * `isClosed` now and then, and ends early.
 */
export function repeat(
  { clock, log, name, intervalMs }: { clock: Clock; log: Logger; name: string; intervalMs: number },
  action: (isClosed: () => boolean) => Promise<void>,
): Repeated {
  let closed = false;
  let cancel = (): void => undefined;
  let running = run();

  async function run(): Promise<void> {
    try {
      await action(() => closed);
    } catch (error) {
      log.error({ err: error, timer: name }, 'a timed run failed');
    }
    if (closed) return;
    cancel = clock.schedule(intervalMs, () => {
      running = run();
    });
  }

  return {
    close: async () => {
      closed = true;
      cancel();
      await running;
    },
  };
}
