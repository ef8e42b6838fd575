import type { BoardSpan, CountFormula, Quantity, Span, Term } from './formulas';

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
  const [numerator, denominator] = [total(formula.numerator, counts), total(formula.denominator, counts)];
  return numerator === null || denominator === null || denominator <= 0 ? null : numerator / denominator;
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
