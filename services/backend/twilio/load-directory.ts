import { createBoundedLog } from '../base/bounded-log';
import type { Observation } from '../ingest/normalize-directory';
import type { Logger } from '../base/log';
import { backoffMs } from '../outbox/pace';
import type { Clock } from '../base/clock';
import { TwilioRequestError } from './request-error';

export interface DirectoryLoad {
  /** Resolves when the directory was observed, or when the load was closed. */
  readonly done: Promise<void>;
  /** Resolves after the first try, however it ended. */
  readonly tried: Promise<void>;
  close(): void;
}

/**
 * Reads the workspace's directory and hands it over; tries again, with growing pauses, for as long as that fails. What
 * Twilio refuses is tried again too: it may be put right there.
 */
export function loadDirectory(options: {
  readonly read: () => Promise<readonly Observation[]>;
  readonly observe: (directory: readonly Observation[]) => Promise<unknown>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}): DirectoryLoad {
  const { read, observe, clock, random, log } = options;
  const boundedLog = createBoundedLog(clock);
  let closed = false;
  let endPause = (): void => undefined;
  let endTry = (): void => undefined;
  const tried = new Promise<void>((resolve) => {
    endTry = resolve;
  });

  async function run(): Promise<void> {
    for (let attempt = 0; !closed; attempt += 1) {
      try {
        await observe(await read());
        break;
      } catch (error) {
        const retryAfterMs = error instanceof TwilioRequestError ? error.retryAfterMs : null;
        const waitMs = backoffMs(attempt, random(), retryAfterMs);
        boundedLog.note('failed', (tries) => {
          log.warn({ err: error, waitMs, tries }, 'the TaskRouter directory cannot be read yet');
        });
        endTry();
        await pauseUnlessClosed(waitMs);
      }
    }
    boundedLog.close();
    endTry();
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
    tried,
    close: () => {
      closed = true;
      endPause();
    },
  };
}
