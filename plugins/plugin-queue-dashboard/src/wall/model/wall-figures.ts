import { serviceLevel, type QueueGroupDocument, type TaskQueueSid } from '@flex-sync-suite/shared/contract';
import type { BoardQueue } from '../../data/use-board-queues';
import { isAtRisk, longestWaitMs, type Severity, serviceLevelSeverity } from '../../model/assess-queue';
import type { QueueHealth } from '../../model/figures/queue-row-model';
import { rollUp, rollUpOfGroup, type RollUp } from '../../model/figures/roll-up';

/** The figures of the wall for some queues, at one instant. Formulas: docs/metrics.md. */
export interface WallFigures {
  readonly waiting: number;
  readonly queued: number;
  readonly ringing: number;
  /** Null when nobody waits. */
  readonly longestWait: {
    readonly sid: TaskQueueSid;
    readonly waitMs: number;
    readonly queueName: string;
    readonly severity: Severity | null;
  } | null;
  readonly serviceLevel: {
    /** Share from 0 to 1, null without traffic. */
    readonly share: number | null;
    /** Null when the queues have several. */
    readonly targetPercent: number | null;
    /** Queues below their own target. */
    readonly belowCount: number;
    readonly severity: Severity | null;
  };
  readonly free: AtLeast;
  readonly available: AtLeast;
  /** Queues whose longest wait is near its threshold or over it. */
  readonly atRisk: { readonly count: number; readonly overCount: number; readonly severity: Severity | null };
  readonly today: {
    readonly offered: number;
    readonly answered: number;
    /** Abandoned ÷ offered, null while nothing was offered. */
    readonly abandonedShare: number | null;
  };
}

/**
 * How many agents there are behind several queues. One agent can serve several, so the counts cannot be added: there are
 * as many as at the queue that has the most, and more unless the others have none.
 */
export interface AtLeast {
  readonly count: number;
  readonly isExact: boolean;
}

interface Source {
  /** Where the queues are all of a group that is kept: its figures, of which the agents are known. */
  readonly document?: QueueGroupDocument | undefined;
  readonly queues: readonly BoardQueue[];
  readonly healths: ReadonlyMap<string, QueueHealth>;
  /** The backend's clock. */
  readonly nowMs: number;
  /** Their sum, where it is reckoned already. */
  readonly totals?: RollUp;
}

/** @returns null while no queue has figures: 0 would not be true */
export function wallFigures({ document: whole, queues, healths, nowMs, ...rest }: Source): WallFigures | null {
  const totals = rest.totals ?? (whole === undefined ? rollUp(queues) : rollUpOfGroup(queues, whole));
  if (totals.missingCount === totals.queueCount) return null;
  const { waiting, queued, ringing, today } = totals;
  const share = totals.last30Minutes.serviceLevel;
  return {
    waiting,
    queued,
    ringing,
    longestWait: longestWaitOf({ queues, healths, nowMs }),
    serviceLevel: {
      share,
      targetPercent: totals.targetPercent,
      belowCount: queues.filter(isBelowTarget).length,
      severity:
        share !== null && totals.targetPercent !== null
          ? serviceLevelSeverity(share, totals.targetPercent)
          : worstOf('serviceLevel', { queues, healths }),
    },
    free: agentsIn('free', queues, whole),
    available: agentsIn('available', queues, whole),
    atRisk: riskOf({ queues, healths, nowMs }),
    today: {
      offered: today.offered,
      answered: today.answered,
      abandonedShare: today.offered === 0 ? null : today.abandoned / today.offered,
    },
  };
}

function longestWaitOf({ queues, healths, nowMs }: Source): WallFigures['longestWait'] {
  const waits = queues.flatMap(({ sid, item, document }) => {
    const waitMs = document === undefined ? null : longestWaitMs(document, nowMs);
    return waitMs === null ? [] : [{ sid, waitMs, queueName: item.name }];
  });
  const [first, ...others] = waits;
  if (first === undefined) return null;
  const longest = others.reduce((best, each) => (each.waitMs > best.waitMs ? each : best), first);
  const cause = healths.get(longest.sid)?.causes.find(({ metric }) => metric === 'longestWait');
  return { ...longest, severity: cause?.severity ?? null };
}

function isBelowTarget({ item, document }: BoardQueue): boolean {
  const share = document === undefined ? null : serviceLevel(document.last30Minutes, item.serviceLevel);
  return share !== null && share * 100 < item.serviceLevel.targetPercent;
}

function riskOf({ queues, healths, nowMs }: Source): WallFigures['atRisk'] {
  // A queue that is not updated is judged at the instant when it last was, as its status is.
  const isRisky = ({ sid, item, document }: BoardQueue): boolean =>
    document !== undefined && isAtRisk(item, document, healths.get(sid)?.lastKnownAt ?? nowMs);
  const isOver = ({ sid }: BoardQueue): boolean =>
    healths.get(sid)?.causes.some(({ metric }) => metric === 'longestWait') === true;
  const count = queues.filter(isRisky).length;
  const worst = worstOf('longestWait', { queues, healths });
  return { count, overCount: queues.filter(isOver).length, severity: worst ?? (count > 0 ? 'warning' : null) };
}

function worstOf(
  metric: 'longestWait' | 'serviceLevel',
  { queues, healths }: Pick<Source, 'queues' | 'healths'>,
): Severity | null {
  const severities = queues.flatMap(
    ({ sid }) => healths.get(sid)?.causes.flatMap((cause) => (cause.metric === metric ? cause.severity : [])) ?? [],
  );
  if (severities.includes('critical')) return 'critical';
  return severities.length > 0 ? 'warning' : null;
}

const agentsIn = (figure: 'free' | 'available', queues: Source['queues'], whole: Source['document']): AtLeast =>
  whole === undefined
    ? atLeast(queues.map(({ document }) => document?.now[figure] ?? null))
    : { count: whole.now[figure], isExact: true };

/** @param counts of each queue, null for one whose figures are not there */
function atLeast(counts: readonly (number | null)[]): AtLeast {
  const known = counts.filter((count) => count !== null);
  const count = Math.max(0, ...known);
  const sum = known.reduce((total, each) => total + each, 0);
  return { count, isExact: sum === count && known.length === counts.length };
}
