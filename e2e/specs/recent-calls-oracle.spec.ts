import { expect, test } from '@playwright/test';
import { recentCallsOf, type ExpectedCall } from '../oracle/recent-calls';
import { startSuite } from '../support/suite';
import { readMap } from '../support/sync-rest';
import { waitFor } from '../support/wait-for';

const TASKS = 3_000;
const MAX_ROWS = 200;

interface Row {
  readonly taskSid: string;
  readonly direction: string;
  readonly channel: string;
  readonly outcome: string;
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

test('after a simulated day every agent’s Map equals the truth: 20 agents, 3,000 tasks', async () => {
  test.setTimeout(420_000);
  const suite = await startSuite();
  try {
    await suite.control.simulate({
      running: true,
      seed: 3,
      ratePerSecond: 0.6,
      speed: 120,
      stopAfterTasks: TASKS,
      workers: 20,
      transferShare: { cold: 0.06, warm: 0.05 },
      outboundShare: 0.1,
      timeoutShare: 0.06,
      callbacks: { duplicate: 0.2, shuffleMs: 500 },
    });
    await waitFor(
      'the simulated day to end',
      async () => {
        const { idle, finished } = await suite.control.simulator();
        return idle && finished ? true : null;
      },
      { timeoutMs: 300_000, everyMs: 500 },
    );
    const truth = await suite.control.truth();
    const outcomes = new Set<string>();
    for (const { sid, identity } of truth.workers) {
      const expected = recentCallsOf(truth, sid, MAX_ROWS);
      await expect(async () => {
        const rows = await readMap<Row>(suite.health, `recent-calls.${sid}`);
        const found = new Map([...rows].map(([key, row]) => [key, comparable(row, expected.get(key))]));
        expect(Object.fromEntries(found), identity).toEqual(Object.fromEntries(expected));
      }).toPass({ timeout: 40_000 });
      for (const { outcome } of expected.values()) outcomes.add(outcome);
    }
    // The day held every way a call can end.
    expect([...outcomes]).toEqual(
      expect.arrayContaining(['answered', 'missed', 'rejected', 'canceled', 'transferred']),
    );
  } finally {
    await suite.close();
  }
});
