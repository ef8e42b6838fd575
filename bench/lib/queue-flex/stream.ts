import { flexTokenOf } from '../../../e2e/support/backend-api';
import type { Suite } from '../../../e2e/support/suite';
import { waitFor } from '../../../e2e/support/wait-for';

/** What the backend has taken and written so far. */
interface BackendCounts {
  readonly events: number;
  readonly syncWrites: number;
}

export async function backendCounts({ backendUrl }: Suite): Promise<BackendCounts> {
  const metrics = await (await fetch(`${backendUrl}/metrics`)).text();
  const sum = (name: RegExp): number =>
    [...metrics.matchAll(name)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    events: sum(/^events_stored_total (\d+)/gmu),
    syncWrites: sum(/^sync_writes_total\{[^}]*\} (\d+)/gmu),
  };
}

const LOOKED_AT_EVERY_MS = 4_000;
/** The sign of life is one write in ten seconds. */
const QUIET_WRITES = 3;

/**
 * Waits until all queues are in Sync and a supervisor may read each: what is measured then is a day, not the first minutes
 * of an account.
 */
export async function settled(suite: Suite, queues: number): Promise<void> {
  const token = await flexTokenOf(suite, 'sam', 'supervisor');
  const asked = await fetch(`${suite.backendUrl}/sync-tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scopes: ['shared'] }),
  });
  if (!asked.ok) throw new Error(`The backend answered ${String(asked.status)}: ${await asked.text()}`);
  let before = -Infinity;
  await waitFor(
    `${String(queues)} queues in Sync`,
    async () => {
      const { syncWrites } = await backendCounts(suite);
      const isQuiet = syncWrites - before <= QUIET_WRITES && syncWrites >= 2 * queues;
      before = syncWrites;
      return isQuiet ? true : null;
    },
    { timeoutMs: 900_000, everyMs: LOOKED_AT_EVERY_MS },
  );
}

const RATE_WATCHED_MS = 2_000;
const TOLERANCE = 0.2;

/** Waits until about so many callbacks a second come: what was put off under a higher rate comes first. */
export const steadied = (suite: Suite, perSecond: number): Promise<unknown> =>
  waitFor(
    `about ${String(perSecond)} callbacks a second`,
    async () => {
      const [from, { events }] = [performance.now(), await backendCounts(suite)];
      await new Promise((resolve) => setTimeout(resolve, RATE_WATCHED_MS));
      const rate = (((await backendCounts(suite)).events - events) * 1_000) / (performance.now() - from);
      return Math.abs(rate / perSecond - 1) <= TOLERANCE ? rate : null;
    },
    { timeoutMs: 180_000 },
  );
