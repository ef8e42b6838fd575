import type { Observation } from '../ingest/normalize-directory';
import type { Logger } from '../log';
import { backoffMs } from '../project/pace';
import type { Clock } from '../project/clock';
import { TwilioRequestError } from './request-error';

export interface DirectoryLoad {
  /** Resolves when the directory was observed, or when the load was closed. Rejects when TaskRouter refused us for good. */
  readonly done: Promise<void>;
  close(): void;
}

/** Answers that no repetition changes: wrong credentials, wrong account, wrong workspace. */
const FINAL_STATUSES = new Set([400, 401, 403, 404]);

/** Reads the workspace's directory and hands it over; tries again, with growing pauses, while TaskRouter is away. */
export function loadDirectory(options: {
  readonly read: () => Promise<readonly Observation[]>;
  readonly observe: (directory: readonly Observation[]) => Promise<unknown>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}): DirectoryLoad {
  const { read, observe, clock, random, log } = options;
  let closed = false;
  let endPause = (): void => undefined;

  async function run(): Promise<void> {
    for (let attempt = 0; !closed; attempt += 1) {
      try {
        await observe(await read());
        return;
      } catch (error) {
        if (error instanceof TwilioRequestError && error.status !== null && FINAL_STATUSES.has(error.status)) {
          throw new Error(`Cannot read the TaskRouter workspace of TWILIO_WORKSPACE_SID: ${error.message}`, {
            cause: error,
          });
        }
        const retryAfterMs = error instanceof TwilioRequestError ? error.retryAfterMs : null;
        const waitMs = backoffMs(attempt, random(), retryAfterMs);
        log.warn({ err: error, waitMs }, 'the TaskRouter directory cannot be read yet');
        await pauseUnlessClosed(waitMs);
      }
    }
  }

  function pauseUnlessClosed(waitMs: number): Promise<void> {
    if (closed) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.schedule(waitMs, resolve);
      endPause = () => {
        cancel();
        resolve();
      };
    });
  }

  return {
    done: run(),
    close: () => {
      closed = true;
      endPause();
    },
  };
}
