import {
  emptyHandling,
  noWaitsByThreshold,
  type FurtherFigures,
  type HandlingWindow,
  type QueueState,
  type WaitsByThreshold,
  type WindowFigures,
} from '@flex-sync-suite/shared/contract';
import type { Quantities } from './figure-value';
import { isCounted, type Formula, type Span, type Term } from './formulas';

/** What the backend tells of a queue beside its Document. */
export type Further = Omit<FurtherFigures['queues'][number], 'taskQueueSid'>;

/** The figures of a queue, and those that its Document has no room for where they are known. */
export type BoardState = QueueState & {
  readonly now: Partial<WaitsByThreshold>;
  readonly last30Minutes: Partial<HandlingWindow>;
  readonly today: Partial<HandlingWindow>;
};

/** Of a queue that the backend does not name. */
export const NOTHING_FURTHER: Further = {
  now: noWaitsByThreshold(),
  ...{ last30Minutes: emptyHandling(), today: emptyHandling() },
};

/** Whether a figure is reckoned from what a queue's Document has no room for. */
export const isFurther = (formula: Formula | null): boolean =>
  isCounted(formula) &&
  termsOf(formula).some(({ quantity }) => quantity in NOTHING_FURTHER.today || quantity in NOTHING_FURTHER.now);

const termsOf = (formula: Formula): readonly Term[] =>
  formula.kind === 'sum' ? formula.terms : formula.kind === 'quotient' ? formula.numerator : [];

/** Whether the backend has told what is counted over `span`. */
export const isFurtherKnown = (quantities: Quantities, span: Span): boolean =>
  quantities[span]?.[span === 'now' ? 'overThreshold' : 'accepted'] !== undefined;

/** @param further null while it is not known */
export const withFurther = (state: QueueState, further: Further | null): BoardState =>
  further === null
    ? state
    : {
        ...state,
        now: { ...state.now, ...further.now },
        last30Minutes: { ...state.last30Minutes, ...further.last30Minutes },
        today: { ...state.today, ...further.today },
      };

/** The same of what is told by channel. */
export const handlingOf = (figures: Omit<WindowFigures, 'answerWaitPercentilesMs'>): HandlingWindow => ({
  ...{ handledReservations: figures.handled, talkMs: figures.talkMs, wrapMs: figures.wrapMs },
  ...{ accepted: figures.accepted, ringMs: figures.ringMs, missed: figures.missed, rejected: figures.rejected },
  ...{ abandonedVisits: figures.abandoned, abandonWaitMs: figures.abandonWaitMs },
});

/** Sums of several queues; none of one that is not known of all. */
export function addFurther<Span extends keyof Further>(
  documents: readonly BoardState[],
  span: Span,
): Partial<Record<keyof Further[Span], number>> {
  const totals: Partial<Record<keyof Further[Span], number>> = {};
  for (const quantity of Object.keys(NOTHING_FURTHER[span]) as (keyof Further[Span])[]) {
    const counts = documents.flatMap(
      (document) => (document[span] as Partial<Record<keyof Further[Span], number>>)[quantity] ?? [],
    );
    if (counts.length === documents.length) totals[quantity] = counts.reduce((total, count) => total + count, 0);
  }
  return totals;
}
