import {
  averageHandleTimeMs,
  averageSpeedOfAnswerMs,
  ratio,
  serviceLevelSums,
  type QueueIndexItem,
  type ServiceLevelParts,
} from '@flex-sync-suite/shared/contract';
import type { FigureState, FigureWindow } from './figure-state';
import type { Quantities } from './figure-value';
import type { BoardState } from './further-figures';
import { assessQueue, type Assessment, type Cause } from '../assess-queue';

/** What the row says in its first column. */
export type QueueStatus = Assessment['status'] | 'loading' | 'unavailable';

/** Figures of a window of time; null where a denominator is empty. */
export interface WindowFigures {
  readonly offered: number;
  readonly answered: number;
  /** Without the short abandons, as Flex's own view counts them. */
  readonly abandoned: number;
  /** Share from 0 to 1. */
  readonly serviceLevel: number | null;
  /** Average speed of answer in milliseconds. */
  readonly asaMs: number | null;
  /** Average handle time in milliseconds. */
  readonly ahtMs: number | null;
}

/** Everything of a row that does not move with the clock. */
export interface QueueFigures {
  readonly targetPercent: number;
  readonly quantities: Quantities;
  readonly last30Minutes: WindowFigures;
  readonly today: WindowFigures;
}

/** What the board knows about a queue when its row is drawn. */
export interface QueueSource {
  readonly item: QueueIndexItem;
  /** The newest good Document; undefined before the first. */
  readonly document: BoardState | undefined;
  /**
   * Since when the Document can not be read (removed, invalid, forbidden), by the browser's clock: what is held is the last
   * good one. Null while it can.
   */
  readonly failedSince: number | null;
}

/** What a row is drawn from: a queue, or one of its channels. */
export type RowSource = Omit<QueueSource, 'document'> & { readonly document: FigureState | undefined };

/** The part of a row that moves with the clock. */
export interface QueueHealth {
  readonly status: QueueStatus;
  /** Why the status is warning or critical, worst first. */
  readonly causes: readonly Cause[];
  /** The instant, by the backend's clock, of which this is the last known status; null while it is live. */
  readonly lastKnownAt: number | null;
}

/** The time as a row sees it. */
export interface RowClock {
  /** The backend's clock; while the board is not live, the last instant at which it was. */
  readonly nowMs: number;
  /** Backend clock − browser clock. */
  readonly offsetMs: number;
  /** Whether the connection or the backend is gone; a quiet queue is not stale. */
  readonly isBoardStale: boolean;
}

/** Derives the figures of one queue. Formulas: docs/metrics.md. */
export const queueFigures = ({ serviceLevel: policy }: QueueIndexItem, document: FigureState): QueueFigures => ({
  targetPercent: policy.targetPercent,
  quantities: document,
  last30Minutes: windowFigures(document.last30Minutes, serviceLevelSums(document.last30Minutes, policy)),
  today: windowFigures(document.today, serviceLevelSums(document.today, policy)),
});

/** Derives what is shown of a window from its sums, and from those of its service level. */
export function windowFigures(window: FigureWindow, level: ServiceLevelParts<number>): WindowFigures {
  return {
    offered: window.offered,
    answered: window.answered,
    abandoned: window.abandoned - window.shortAbandoned,
    serviceLevel: ratio(level.numerator, level.denominator),
    asaMs: averageSpeedOfAnswerMs(window),
    ahtMs: averageHandleTimeMs(window),
  };
}

/**
 * Judges a row. What is not updated keeps the status that it had when it last was: a wait nobody measures any more stops
 * counting.
 */
export function queueHealth({ item, document, failedSince }: RowSource, clock: RowClock): QueueHealth {
  if (document === undefined) {
    return { status: failedSince === null ? 'loading' : 'unavailable', causes: [], lastKnownAt: null };
  }
  const lastKnownAt = lastKnownInstant(failedSince, clock);
  return { ...assessQueue(item, document, lastKnownAt ?? clock.nowMs), lastKnownAt };
}

/** The earlier of the two, when both the board and the queue's own Document are not live. */
function lastKnownInstant(failedSince: number | null, { nowMs, offsetMs, isBoardStale }: RowClock): number | null {
  if (failedSince !== null) return Math.min(failedSince + offsetMs, nowMs);
  return isBoardStale ? nowMs : null;
}
