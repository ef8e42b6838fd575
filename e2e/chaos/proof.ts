import { readMap } from '../support/sync-rest';
import type { Scenario } from './scenario';
import type { Stage } from './stage';
import { untilTruth } from './truth-check';

/** What a run has shown, once everything is well again. */
export interface Proof {
  /** Different events that were acknowledged. */
  readonly events: number;
  readonly duplicates: number;
  /** Events that TaskRouter never got rid of. */
  readonly undelivered: number;
  /** Acknowledged, and not in the database. */
  readonly lost: number;
  readonly wrongDocuments: number;
  readonly wrongRows: number;
  /** Requests that went beyond Sync's limits. */
  readonly ownRejected: number;
  readonly failures: readonly string[];
}

const TRUE_WITHIN_MS = 90_000;
/** A repair of what nobody told waits for its turn. */
const REPAIRED_WITHIN_MS = 400_000;
const TOLD_DIFFERENCES = 3;

/** Compares Sync with the truth, and the database with what was acknowledged; stops the replicas for it. */
export async function collectProof(scenario: Scenario, stage: Stage): Promise<Proof> {
  const { control, gateway, replicas } = stage;
  const isTold = !scenario.timeline.some(({ kind }) => kind === 'callbacks-lost');
  const { documents, rows } = await untilTruth(stage, scenario.expects, isTold ? TRUE_WITHIN_MS : REPAIRED_WITHIN_MS);
  const index = await wrongIndex(stage);
  const readiness = await Promise.all(replicas.map((replica) => replica.readiness()));
  const ownRejected = (await control.usage()).reduce((sum, { rejected }) => sum + rejected, 0);
  const { failed, dropped } = (await control.simulator()).callbacks;

  for (const replica of replicas) await replica.stop();
  const ends = replicas.flatMap((replica) => replica.ends);
  const stored = await stage.storedEvents();
  const storedSids = new Set(stored.events);
  const lost = [...gateway.acknowledged].filter((sid) => !storedSids.has(sid));
  const { duplicates, statuses } = gateway.counts();

  return {
    events: gateway.acknowledged.size,
    duplicates,
    undelivered: failed + dropped,
    lost: lost.length,
    wrongDocuments: documents.length,
    wrongRows: rows.length,
    ownRejected,
    failures: [
      ...documents.slice(0, TOLD_DIFFERENCES),
      ...rows.slice(0, TOLD_DIFFERENCES),
      ...(rows.length > TOLD_DIFFERENCES ? [`and ${rows.length - TOLD_DIFFERENCES} more rows`] : []),
      ...index,
      ...(lost.length === 0 ? [] : [`${lost.length} acknowledged events are not stored, such as ${lost[0] ?? ''}`]),
      ...stored.dead.map(({ reason, count }) => `${count} events were not understood: ${reason}`),
      ...(ownRejected === 0 ? [] : [`${ownRejected} requests went beyond Sync’s limits`]),
      ...readiness.filter((state) => state !== 'ready').map((state) => `A replica is not ready: ${state}`),
      ...(scenario.mayEnd === true ? [] : ends.map((end) => `A replica ${end}`)),
      ...Object.entries(statuses)
        .filter(([status]) => Number(status) >= 400 && status !== '503')
        .map(([status, count]) => `${count} callbacks were answered ${status}`),
    ],
  };
}

async function wrongIndex({ control, health }: Stage): Promise<readonly string[]> {
  const [{ queues }, index] = [await control.truth(), await readMap<{ name: string }>(health, 'queue-index')];
  return queues
    .filter(({ sid, name }) => index.get(sid)?.name !== name)
    .map(({ name }) => `The queue ${name} is not in the index`)
    .concat(index.size > queues.length ? [`The index has ${index.size - queues.length} queues too many`] : []);
}
