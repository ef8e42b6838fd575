import path from 'node:path';
import { launchService, type LaunchedService } from '../support/service-process';

const CLOCK = path.resolve(__dirname, '..', 'support', 'skewed-clock.js');
/** A backend whose database is away may wait for it. */
const READY_WITHIN_MS = 180_000;
/** Longer than the backend itself allows its parts. */
const STOPPED_WITHIN_MS = 25_000;

/** One backend process that is killed and started again, under the eyes of a supervisor. */
export interface Replica {
  readonly port: number;
  /** Starts it where it is not running. @returns milliseconds until it was ready */
  start(): Promise<number>;
  /** Starts it and kills it before it says that it is ready. */
  startAndKill(afterMs: number): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** How it ended without being asked to, each time. The supervisor started it again. */
  readonly ends: readonly string[];
  /** `ready`, or why it is not. */
  readiness(): Promise<string>;
}

export interface ReplicaOptions {
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** How far its clock is ahead, in milliseconds. */
  readonly skewMs: number;
}

export function createReplica({ port, environment, skewMs }: ReplicaOptions): Replica {
  const skewed = { NODE_OPTIONS: `--require ${CLOCK}`, SKEW_MS: String(skewMs) };
  const env = { ...environment, BACKEND_PORT: String(port), ...(skewMs === 0 ? {} : skewed) };
  const ends: string[] = [];
  let service: LaunchedService | null = null;

  const launch = (): LaunchedService => {
    const launched = launchService('backend', env, { readyWithinMs: READY_WITHIN_MS });
    service = launched;
    void launched.exited.then((code) => {
      if (service !== launched) return;
      ends.push(`ended with ${code}: ${launched.log().trim().slice(-600)}`);
      // As a supervisor: at once, and for ever.
      setTimeout(() => {
        if (service === launched) launch();
      }, 1_000);
    });
    return launched;
  };
  /** Whatever ends after this was asked to. */
  const release = (): LaunchedService | null => {
    const released = service;
    service = null;
    return released;
  };
  const readiness = async (): Promise<string> => {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) });
      return answer.ok ? 'ready' : await answer.text();
    } catch (error) {
      return String(error);
    }
  };
  return {
    port,
    ends,
    readiness,
    async start() {
      const startedAt = performance.now();
      await (service ?? launch()).ready;
      return performance.now() - startedAt;
    },
    async startAndKill(afterMs) {
      launch();
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await release()?.kill();
    },
    async kill() {
      await release()?.kill();
    },
    async stop() {
      const stopped = release();
      if (stopped === null) return;
      const timer = setTimeout(() => {
        ends.push(`did not stop within ${STOPPED_WITHIN_MS} ms: ${stopped.log().trim().slice(-600)}`);
        void stopped.kill();
      }, STOPPED_WITHIN_MS);
      await stopped.stop();
      clearTimeout(timer);
    },
  };
}
