import {
  emptyWindow,
  serviceLevelSums,
  type GroupWindow,
  type HandlingWindow,
  type QueueAgents,
  type QueueGroupDocument,
  type QueueIndexItem,
  type QueueNow,
  type QueueWindow,
} from '@flex-sync-suite/shared/contract';
import type { Quantities } from './figure-value';
import { addFurther, type BoardState } from './further-figures';
import { windowFigures, type WindowFigures } from './queue-row-model';

/** One line for many queues. */
export interface RollUp {
  readonly queueCount: number;
  /** Queues whose Document is not there yet: the sums below are without them. */
  readonly missingCount: number;
  readonly waiting: number;
  readonly queued: number;
  readonly ringing: number;
  readonly active: number;
  readonly talking: number;
  readonly wrapping: number;
  readonly oldestWaitingSince: string | null;
  /** The target that all queues share, in percent; null when they differ. */
  readonly targetPercent: number | null;
  /** Without agents where these are not known: an agent who serves three queues stands in three Documents. */
  readonly quantities: Quantities;
  readonly last30Minutes: WindowFigures;
  readonly today: WindowFigures;
}

interface Source {
  readonly item: QueueIndexItem;
  readonly document: BoardState | undefined;
}

/** Adds the windows first and divides once: percentages and averages are never averaged. */
export function rollUp(sources: readonly Source[], agents: QueueAgents | null = null): RollUp {
  const documents = documentsOf(sources);
  const sum = (figure: 'queued' | 'ringing' | 'talking' | 'wrapping'): number =>
    documents.reduce((total, { now }) => total + now[figure], 0);
  const [queued, ringing, talking, wrapping] = [sum('queued'), sum('ringing'), sum('talking'), sum('wrapping')];
  const [last30Minutes, today] = [sumOf(sources, 'last30Minutes'), sumOf(sources, 'today')];
  const counts = { queued, ringing, talking, wrapping, ...countsOfAgents(agents) };
  const targets = new Set(sources.map(({ item }) => item.serviceLevel.targetPercent));
  const [target] = targets;
  return {
    queueCount: sources.length,
    missingCount: sources.length - documents.length,
    waiting: queued + ringing,
    queued,
    ringing,
    active: talking + wrapping,
    talking,
    wrapping,
    oldestWaitingSince: earliest(documents.flatMap(({ now }) => now.oldestWaitingSince ?? [])),
    targetPercent: targets.size === 1 && target !== undefined ? target : null,
    quantities: { now: { ...counts, ...addFurther(documents, 'now') }, last30Minutes, today },
    last30Minutes: summedFigures(last30Minutes),
    today: summedFigures(today),
  };
}

/** The agents that a group's Document counts. */
export const agentsOf = ({ asOf, now: { eligible, available, free, busy } }: QueueGroupDocument): QueueAgents => ({
  ...{ asOf, eligible, available, free, busy },
});

/** The same of all queues of a group, whose Document the backend reckoned: its agents are known, each counted once. */
export function rollUpOfGroup(sources: readonly Source[], document: QueueGroupDocument): RollUp {
  const { queued, ringing, talking, wrapping, oldestWaitingSince } = document.now;
  // The Document has no room for what the backend is asked for beside it.
  const documents = documentsOf(sources);
  const last30Minutes = { ...addFurther(documents, 'last30Minutes'), ...ownSums(document.last30Minutes) };
  const today = { ...addFurther(documents, 'today'), ...ownSums(document.today) };
  return {
    ...rollUp(sources),
    queueCount: document.queues,
    missingCount: 0,
    waiting: queued + ringing,
    queued,
    ringing,
    active: talking + wrapping,
    talking,
    wrapping,
    oldestWaitingSince,
    quantities: { now: { ...document.now, ...addFurther(documents, 'now') }, last30Minutes, today },
    last30Minutes: summedFigures(last30Minutes),
    today: summedFigures(today),
  };
}

const documentsOf = (sources: readonly Source[]): readonly BoardState[] =>
  sources.flatMap(({ document }) => document ?? []);

const ownSums = (window: GroupWindow): Summed => ({
  ...window,
  inTimeByOwn: window.served,
  judgedByOwn: window.judged,
});

/** The counts of agents that a queue's Document has too; none while they are not known. */
const countsOfAgents = (agents: QueueAgents | null): Partial<Pick<QueueNow, 'eligible' | 'available' | 'free'>> =>
  agents === null ? {} : { eligible: agents.eligible, available: agents.available, free: agents.free };

/** The counts of queues, and both sides of their service levels, each by the formula of its queue. */
interface Summed extends QueueWindow, Partial<HandlingWindow> {
  readonly inTimeByOwn: number;
  readonly judgedByOwn: number;
}

function sumOf(sources: readonly Source[], span: 'last30Minutes' | 'today'): Summed {
  const known = sources.flatMap(({ item, document }) => (document === undefined ? [] : [{ item, ...document }]));
  const parts = known.map((one) => serviceLevelSums(one[span], one.item.serviceLevel));
  return {
    ...addWindows(known.map((one) => one[span])),
    ...addFurther(known, span),
    inTimeByOwn: parts.reduce((sum, { numerator }) => sum + numerator, 0),
    judgedByOwn: parts.reduce((sum, { denominator }) => sum + denominator, 0),
  };
}

const summedFigures = (summed: Summed): WindowFigures =>
  windowFigures(summed, { numerator: summed.inTimeByOwn, denominator: summed.judgedByOwn });

/** Sums of several windows of the same length. */
export function addWindows(windows: readonly QueueWindow[]): QueueWindow {
  return windows.reduce<QueueWindow>(
    (total, window) => ({
      offered: total.offered + window.offered,
      answered: total.answered + window.answered,
      answeredInTime: total.answeredInTime + window.answeredInTime,
      abandoned: total.abandoned + window.abandoned,
      shortAbandoned: total.shortAbandoned + window.shortAbandoned,
      abandonedInTime: total.abandonedInTime + window.abandonedInTime,
      flowedOut: total.flowedOut + window.flowedOut,
      completed: total.completed + window.completed,
      handled: total.handled + window.handled,
      answerWaitMs: total.answerWaitMs + window.answerWaitMs,
      handleMs: total.handleMs + window.handleMs,
    }),
    emptyWindow(),
  );
}

/** The first of some instants; null without any. */
export function earliest(instants: readonly string[]): string | null {
  return instants.reduce<string | null>(
    (first, instant) => (first === null || Date.parse(instant) < Date.parse(first) ? instant : first),
    null,
  );
}
