import type { FigureSource } from '../model/figures/figure-source';
import {
  isCounted,
  isDuration,
  SERVICE_LEVEL_QUANTITIES,
  type CountFormula,
  type Formula,
  type Quantity,
  type Span,
} from '../model/figures/formulas';
import { reckon } from '../model/figures/reckoning';
import { formulaWords } from '../strings/explanation-strings';
import { fileStrings as words } from '../strings/file-strings';
import type { Column, ExplainedFigure } from '../table/columns';

/** A cell of a file; empty where there is no figure. */
export type Cell = string | number;

/** One column of figures in a file. */
export interface FileColumn {
  readonly head: string;
  readonly definition: string;
  readonly formula: string;
  readonly valueOf: (source: FigureSource) => Cell;
}

/** The figures of the columns shown, each followed by those of its counts that have not been there before. */
export const fileColumns = (columns: readonly Column[]): readonly FileColumn[] =>
  columns
    .flatMap((column) => [
      ...figureColumn(column),
      ...(column.second === null ? [] : figureColumn(column.second)),
      ...countColumns(column.formula, columns),
    ])
    .filter(({ head }, index, all) => all.findIndex((other) => other.head === head) === index);

function figureColumn({ title, definition, formula }: ExplainedFigure): readonly FileColumn[] {
  if (formula === null || formula.kind === 'status') return [];
  const valueOf = (source: FigureSource): Cell => numberOf(reckon(formula, source)?.value ?? null, formula.unit);
  const head = words.head(title, formula.unit, formula.span);
  return [{ head, definition, formula: formulaWords(formula), valueOf }];
}

function countColumns(formula: Formula | null, columns: readonly Column[]): readonly FileColumn[] {
  if (!isCounted(formula)) return [];
  const { span } = formula;
  // A count that is a figure by itself has its column.
  const counts = quantitiesOf(formula).filter((quantity) => !isFigure(quantity, span, columns));
  return counts.map((quantity) => {
    const unit = isDuration(quantity) ? 'ms' : formula.kind === 'sum' ? formula.unit : 'tasks';
    const valueOf = ({ quantities }: FigureSource): Cell => numberOf(quantities[span]?.[quantity] ?? null, unit);
    return { head: words.quantityHead(quantity, unit, span), definition: '', formula: '', valueOf };
  });
}

function quantitiesOf(formula: CountFormula): readonly Quantity[] {
  if (formula.kind === 'serviceLevel') return SERVICE_LEVEL_QUANTITIES;
  // Its counts are of several columns.
  if (formula.kind === 'estimate') return [];
  const [left, right] =
    formula.kind === 'sum' ? [formula.terms, formula.outOf] : [formula.numerator, formula.denominator];
  return [...left, ...right].map(({ quantity }) => quantity);
}

function isFigure(quantity: Quantity, span: Span, columns: readonly Column[]): boolean {
  return columns.some(({ formula }) => {
    if (formula?.kind !== 'sum' || formula.span !== span) return false;
    return formula.terms.length === 1 && formula.terms[0]?.quantity === quantity;
  });
}

/** Durations in seconds; shares to a millionth; nothing where there is no figure: neither 0 nor 1 would be true. */
export function numberOf(value: number | null, unit: Formula['unit']): Cell {
  if (value === null) return '';
  return unit === 'ms' ? Math.round(value) / 1000 : Math.round(value * 1e6) / 1e6;
}
