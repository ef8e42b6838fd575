import { disturb } from '../../../services/demo-shop/shoppers/disturb';
import { generateShopping } from '../../../services/demo-shop/shoppers/generate-shopping';
import type { RawEvent } from '../../../services/demo-shop/shoppers/raw-event';
import { sendEvents } from '../../../services/demo-shop/shoppers/send-events';
import { waitFor } from '../../support/wait-for';
import { createRandom } from '../random';
import type { RunOptions, ScenarioResult } from '../run-scenario';
import { setStage, type Stage } from '../stage';
import { answerRows, askAsAdmin, summaryOfToday, type AskedBackend } from './shop-answers';
import { differences, shopTruth, truthRows, type ShopTruth } from './shop-truth';
import { wrongCustomers, type CustomerRow } from './shown-customers';
import type { ShoppingRun } from './shopping-run';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Shuffled and with a fifth of them twice, as from a bad network. */
const DUPLICATES = 0.2;
const SENT_AT_ONCE = 5_000;
const TRUE_WITHIN_MS = 300_000;
const SHOP = 'demo';

/**
 * Shoppers of a day tell of themselves with Segment's genuine library, while the backend is killed again and again; then
 * the four questions, every step of the funnel, every customer, and what Sync shows must be what the events come to.
 */
export async function runShopping(
  run: ShoppingRun,
  { note = () => undefined, atClose }: RunOptions = {},
): Promise<ScenarioResult> {
  const startedAt = performance.now();
  const random = createRandom(run.seed);
  const stage = await setStage({ store: run.store, replicas: [0] }, random, atClose);
  try {
    const end = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const events = generateShopping({ ...run, from: end - DAY_MS, overMs: DAY_MS - HOUR_MS });
    const backend = await askAsAdmin(stage);
    const { writeKeys } = await backend.post<{ writeKeys: { key: string }[] }>(
      `/activity/shops/${SHOP}/write-keys`,
      {},
    );
    const sent = disturb(events, { seed: run.seed, duplicates: DUPLICATES, shuffle: true });
    note(`${events.length} events of ${run.visitors} shoppers, ${sent.length} sent`);
    const readyMs = await sendUnderKills(run, stage, sent, writeKeys[0]?.key ?? '', note);
    note('all are sent; comparing with the truth');
    const { corrected, wrong } = await asCorrected(stage, events);
    const compared = await compare(stage, backend, shopTruth(corrected), end);
    const seconds = (performance.now() - startedAt) / 1_000;
    const lost = events.length - compared.stored;
    return {
      ...{ seconds, kills: run.kills, readyMs, truthMs: [compared.truthMs], recoveredMs: [] },
      ...{ events: events.length, duplicates: sent.length - events.length, undelivered: 0, lost },
      ...{ wrongDocuments: compared.documents.length, wrongRows: compared.rows.length + compared.customers.count },
      ownRejected: (await stage.control.usage()).reduce((sum, { rejected }) => sum + rejected, 0),
      failures: [
        ...wrong,
        ...compared.rows,
        ...compared.customers.told,
        ...compared.documents,
        ...(lost === 0 ? [] : [`${lost} events are not stored`]),
      ],
    };
  } finally {
    await stage.close();
  }
}

/** Sends all, again and again what was given up, and kills the backend now and then. @returns how long each start took */
async function sendUnderKills(
  { kills }: ShoppingRun,
  { replicas: [replica] }: Stage,
  sent: readonly RawEvent[],
  writeKey: string,
  note: (text: string) => void,
): Promise<number[]> {
  if (replica === undefined) throw new Error('There is no backend');
  const readyMs: number[] = [];
  const to = { backendUrl: `http://127.0.0.1:${replica.port}`, writeKey, answerWithinMs: 30_000 };
  let killed: Promise<void> = Promise.resolve();
  const killNow = async (): Promise<void> => {
    await replica.kill();
    readyMs.push(await replica.start());
  };
  for (let start = 0; start < sent.length; start += SENT_AT_ONCE) {
    const isDue = (start + SENT_AT_ONCE) / sent.length > (readyMs.length + 0.5) / kills && readyMs.length < kills;
    // In the middle of what is being sent.
    if (isDue) killed = waitFor('a moment', moment(), { timeoutMs: 5_000, everyMs: 50 }).then(killNow);
    let left: readonly RawEvent[] = sent.slice(start, start + SENT_AT_ONCE);
    while (left.length > 0) {
      const { failed } = await sendEvents(left, to);
      left = left.filter(({ messageId }) => failed.has(messageId));
      await killed;
    }
    if (isDue) note(`${start + SENT_AT_ONCE} events: killed, ready again after ${Math.round(readyMs.at(-1) ?? 0)} ms`);
  }
  return readyMs;
}

/** Something after a few looks: long enough for the first batches to be under way. */
function moment(): () => Promise<true | null> {
  let looks = 0;
  return () => Promise.resolve((looks += 1) > 6 ? true : null);
}

/** Longer than a delivery took on its way, the library's own repetitions included. */
const LONGEST_WAY_MS = 60_000;

/**
 * The events with the instants that they were stored with. What a delivery takes on its way looks like a clock that is
 * behind, and nobody but the backend can tell by how much an event was corrected; that it was, within bounds, is looked at.
 */
async function asCorrected(
  stage: Stage,
  events: readonly RawEvent[],
): Promise<{ readonly corrected: readonly RawEvent[]; readonly wrong: readonly string[] }> {
  const { replicas } = stage;
  for (const replica of replicas) await replica.stop();
  const rows = await stage.rowsOf<{ id: string; at: string }>(
    'SELECT message_id AS id, at::text AS at FROM activity_event',
  );
  for (const replica of replicas) await replica.start();
  const instants = new Map(rows.map(({ id, at }) => [id, Number(at)]));
  const late = events.flatMap(({ messageId, timestamp }) => {
    const way = (instants.get(messageId) ?? Infinity) - Date.parse(timestamp);
    return way >= 0 && way <= LONGEST_WAY_MS ? [] : [`The event ${messageId} was put off by ${way} ms`];
  });
  return {
    corrected: events.map((event) => {
      const at = instants.get(event.messageId);
      return at === undefined ? event : { ...event, timestamp: new Date(at).toISOString() };
    }),
    wrong: late.slice(0, 3),
  };
}

interface Compared {
  readonly rows: readonly string[];
  readonly documents: readonly string[];
  readonly customers: { readonly count: number; readonly told: readonly string[] };
  readonly stored: number;
  readonly truthMs: number;
}

/** Waits until the answers are the truth, or do not become it; then stops the backend to read its customers. */
async function compare(stage: Stage, backend: AskedBackend, truth: ShopTruth, end: number): Promise<Compared> {
  const beganAt = performance.now();
  // The hours of the reporting zone begin with a half one of UTC.
  const [from, to] = [end - 2 * DAY_MS - HOUR_MS / 2, end + DAY_MS - HOUR_MS / 2];
  const expected = truthRows(truth.figures(from, to, Date.now()));
  const wrongRows = async (): Promise<string[]> => {
    const found = await answerRows(backend, from, to);
    return Object.entries(expected).flatMap(([name, rows]) => differences(name, found[name] ?? [], rows));
  };
  let rows: readonly string[] = [];
  const isTrue = async (): Promise<true | null> => {
    // Who asks comes again when the database is busy.
    rows = await wrongRows().catch((error: unknown) => [String(error)]);
    return rows.length === 0 ? true : null;
  };
  await waitFor('the truth', isTrue, { timeoutMs: TRUE_WITHIN_MS, everyMs: 1_000 }).catch((error: unknown) => {
    rows = [...rows, String(error)];
  });
  const truthMs = performance.now() - beganAt;
  const documents = await wrongSummary(stage, truth);
  for (const replica of stage.replicas) await replica.stop();
  const customers = await stage.rowsOf<CustomerRow>('SELECT kind, id, entries FROM activity_customer');
  const [stored] = await stage.rowsOf<{ count: number }>('SELECT count(*)::int AS count FROM activity_event');
  return {
    ...{ rows, documents, truthMs, stored: stored?.count ?? 0 },
    customers: wrongCustomers(customers, truth.customers),
  };
}

/** What Sync shows of today: the funnel, and how often the most frequent were searched. */
async function wrongSummary(stage: Stage, truth: ShopTruth): Promise<string[]> {
  let wrong: string[] = ['There is no summary of today'];
  const isTrue = async (): Promise<true | null> => {
    const summary = await summaryOfToday(stage);
    if (summary === null) return null;
    const { funnel, searches } = truth.figures(Date.parse(summary.since), Infinity, Date.parse(summary.at));
    const shown = [summary.funnel.started, summary.funnel.ordered, summary.funnel.steps];
    const searched = [...searches].sort((a, b) => b.searched - a.searched).map((each) => each.searched);
    wrong = [
      ...(JSON.stringify(shown) === JSON.stringify([funnel.started, funnel.ordered, funnel.steps])
        ? []
        : [`The funnel in Sync is ${JSON.stringify(shown)} instead of ${JSON.stringify(funnel)}`]),
      ...(summary.searched.every(({ searches: times }, index) => times === searched[index])
        ? []
        : [`The searches in Sync are ${JSON.stringify(summary.searched)}`]),
    ];
    return wrong.length === 0 ? true : null;
  };
  await waitFor('Sync to show the truth', isTrue, { timeoutMs: 60_000, everyMs: 1_000 }).catch(() => undefined);
  return wrong;
}
