import { ESTIMATE_SAMPLE, type BoardSpan, type CountFormula, type Quantity, type Span, type Term } from './formulas';

/** The counts and sums that figures are reckoned from. One that is missing is not known. */
export type Quantities = Readonly<Record<BoardSpan, Counts> & Partial<Record<Span, Counts>>>;
type Counts = Readonly<Partial<Record<Quantity, number>>>;

/** What the figures of a queue, or of a sum of queues, are read from. */
export interface CountedFigures {
  readonly quantities: Quantities;
  readonly last30Minutes: ServiceLevelled;
  readonly today: ServiceLevelled;
}

interface ServiceLevelled {
  /** Share from 0 to 1; null without traffic. */
  readonly serviceLevel: number | null;
}

/**
 * The number that a row shows, or is sorted by; null where there is none, as no agents are added up, and nothing is divided
 * by zero. The explanation of a figure reckons it with all its terms: `reckon`.
 */
export function figureValue(formula: CountFormula, figures: CountedFigures): number | null {
  const counts = figures.quantities[formula.span] ?? {};
  if (formula.kind === 'sum') return total(formula.terms, counts);
  if (formula.kind === 'serviceLevel') {
    const { span } = formula;
    return span === 'last30Minutes' || span === 'today' ? figures[span].serviceLevel : null;
  }
  if (formula.kind === 'estimate') return estimatedWaitMs(figures.quantities);
  const [numerator, denominator] = [total(formula.numerator, counts), total(formula.denominator, counts)];
  return numerator === null || denominator === null || denominator <= 0 ? null : numerator / denominator;
}

/** Null where a count is not known, nobody is available, or too little was handled. */
export function estimatedWaitMs({ now, last30Minutes }: Quantities): number | null {
  const { queued, ringing, available } = now;
  const { handled, handleMs } = last30Minutes;
  const isKnown = queued !== undefined && ringing !== undefined && handleMs !== undefined;
  if (!isKnown || available === undefined || handled === undefined) return null;
  if (available === 0 || handled < ESTIMATE_SAMPLE) return null;
  return ((queued + ringing) * handleMs) / handled / available;
}

function total(terms: readonly Term[], counts: Counts): number | null {
  let sum = 0;
  for (const { quantity, sign } of terms) {
    const count = counts[quantity];
    if (count === undefined) return null;
    sum += sign * count;
  }
  return sum;
}
