import { SEEN_WITHIN_MS, type BoardView } from './board-view';
import { carriedAt } from './carried';
import { loadOf, type Mix } from './event-load';
import type { EventStage } from './event-stage';
import { caughtUp, cpuMsOf, statementsOf } from './process-cost';
import { quantile } from '../quantile';
import { beginningOf, sendLoad } from './send-load';

export interface CaseOptions {
  readonly mix: Mix;
  readonly queues: number;
  readonly rate: number;
  /** How long is measured. */
  readonly seconds: number;
  readonly firstTask: number;
}

/** Times in milliseconds, from the instant the callback is sent. */
export interface CaseResult {
  readonly acceptedPerSecond: number;
  /** Callbacks without the answer 204. */
  readonly refused: number;
  readonly ack: { readonly p50: number; readonly p99: number };
  /** To the event of the SDK that brought it. What it did not bring counts with the time that was waited for it. */
  readonly seen: { readonly p50: number; readonly p99: number };
  /** Accepted events that the SDK did not bring in time. */
  readonly unseen: number;
  readonly statementsPerEvent: number;
  /** Of the process that takes the callbacks, in milliseconds. */
  readonly cpuPerEvent: number;
  /** How late the load generator sent, at the 99th percentile. */
  readonly lateP99: number;
  /** How long the thread of the SDK stood still at most. */
  readonly stallMs: number;
  /** Documents that the SDK brought a second. */
  readonly updatesPerSecond: number;
}

/** Sent before it is measured, at the same rate. */
const WARM_UP_MS = 2_000;
/** One load through one stage, with the SDK looking on. */
export async function runCase(
  script: string,
  stage: EventStage,
  board: BoardView,
  options: CaseOptions,
): Promise<CaseResult> {
  const { rate, seconds } = options;
  const events = Math.round((rate * (seconds * 1_000 + WARM_UP_MS)) / 1_000);
  await caughtUp(stage.baseUrl);
  const before = await board.settled();
  const [cpuBefore, statementsBefore] = [cpuMsOf(stage.pid()), await statementsOf(stage.baseUrl)];
  const beginsAt = beginningOf(events);
  const load = loadOf({ ...options, events, beginsAt });
  const sent = await sendLoad(script, stage, load, beginsAt);
  const accepted = load.flatMap((_event, position) => (sent.status[position] === 204 ? [position] : []));
  const { updates, stallMs } = await board.untilCarried(load, accepted, before);
  const [cpu, statements] = [cpuMsOf(stage.pid()) - cpuBefore, (await statementsOf(stage.baseUrl)) - statementsBefore];

  const at = carriedAt(load, accepted, before, updates);
  const measured = accepted.filter((position) => (load[position]?.dueMs ?? 0) >= WARM_UP_MS);
  const shown = measured.filter((position) => load[position]?.step !== null);
  const since = (position: number, instant: number | undefined): number =>
    (instant ?? NaN) - (sent.sentAt[position] ?? NaN);
  const acks = measured.map((position) => since(position, sent.answeredAt[position]));
  const delays = shown
    .map((position) => since(position, at[position]))
    .map((ms) => (Number.isNaN(ms) ? SEEN_WITHIN_MS : ms));
  const lastAnswer = Math.max(...measured.map((position) => sent.answeredAt[position] ?? 0));
  const late = load.map(({ dueMs }, position) => Math.max(0, (sent.sentAt[position] ?? 0) - beginsAt - dueMs));
  return {
    acceptedPerSecond: (measured.length / Math.max(1, lastAnswer - beginsAt - WARM_UP_MS)) * 1_000,
    refused: load.length - accepted.length,
    ack: { p50: quantile(acks, 0.5), p99: quantile(acks, 0.99) },
    seen: { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99) },
    unseen: shown.filter((position) => Number.isNaN(at[position])).length,
    statementsPerEvent: statements / accepted.length,
    cpuPerEvent: cpu / accepted.length,
    lateP99: quantile(late, 0.99),
    stallMs,
    updatesPerSecond: updates.length / (events / rate || 1),
  };
}
