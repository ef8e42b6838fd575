import { isDeepStrictEqual } from 'node:util';
import type { Health, Truth } from '../support/control-plane';
import { readMap } from '../support/sync-rest';
import type { Difference } from './expected-board';
import { recentCallsOf, type ExpectedCall } from './recent-calls';

/** The newest calls of an agent that are in Sync. */
export const MAX_ROWS = 200;

interface Row {
  readonly taskSid: string;
  readonly direction: string;
  readonly channel: string;
  readonly outcome: string;
  readonly missedBecause?: string;
  readonly answeredBy?: { readonly workerSid: string | null };
  readonly party: { readonly address: string | null };
  readonly taskQueueSid: string | null;
  readonly createdAt: string;
  readonly taskCreatedAt: string | null;
  readonly acceptedAt: string | null;
  readonly wrapupAt: string | null;
  readonly endedAt: string | null;
  readonly returnedAt: string | null;
  readonly transfer: {
    readonly from: { readonly workerSid: string | null } | null;
    readonly to: { readonly workerSid: string | null } | null;
  } | null;
}

const comparable = (row: Row, expected: ExpectedCall | undefined): ExpectedCall => ({
  taskSid: row.taskSid,
  direction: row.direction,
  channel: row.channel,
  outcome: row.outcome,
  missedBecause: row.missedBecause ?? null,
  answeredBy: row.answeredBy?.workerSid ?? null,
  address: row.party.address,
  taskQueueSid: row.taskQueueSid ?? '',
  createdAt: row.createdAt,
  taskCreatedAt: row.taskCreatedAt ?? '',
  acceptedAt: row.acceptedAt,
  wrapupAt: row.wrapupAt,
  endedAt: row.endedAt,
  returnedAt: row.returnedAt,
  transferredFrom: expected?.transferredFrom === null ? null : (row.transfer?.from?.workerSid ?? null),
  transferredTo: expected?.transferredTo === null ? null : (row.transfer?.to?.workerSid ?? null),
});

/** Reads every agent's Map and says which rows are missing, too many, or not what `truth` makes of them. */
export async function wrongRows(health: Health, truth: Truth): Promise<readonly Difference[]> {
  const perWorker = await Promise.all(
    truth.workers.map(async ({ sid, identity }) => {
      const expected = recentCallsOf(truth, sid, MAX_ROWS);
      const rows = await readMap<Row>(health, `recent-calls.${sid}`);
      const differences: Difference[] = [];
      for (const key of new Set([...expected.keys(), ...rows.keys()])) {
        const [row, wanted] = [rows.get(key), expected.get(key)];
        const found = row && comparable(row, wanted);
        if (isDeepStrictEqual(found, wanted)) continue;
        differences.push(`${identity} ${key}: expected ${JSON.stringify(wanted)}\n  found ${JSON.stringify(found)}`);
      }
      return differences;
    }),
  );
  return perWorker.flat();
}

/** As {@link wrongRows}, of one thing alone: whether a call is under way or over. */
export async function wrongOpenRows(health: Health, truth: Truth): Promise<readonly Difference[]> {
  const perWorker = await Promise.all(
    truth.workers.map(async ({ sid, identity }) => {
      const expected = recentCallsOf(truth, sid, MAX_ROWS);
      const rows = await readMap<Row>(health, `recent-calls.${sid}`);
      return [...rows]
        .filter(([key, { endedAt }]) => (endedAt === null) !== (expected.get(key)?.endedAt === null))
        .map(
          ([key, { outcome }]) => `${identity} ${key}: ${outcome}, and in truth ${expected.get(key)?.outcome ?? '?'}`,
        );
    }),
  );
  return perWorker.flat();
}
