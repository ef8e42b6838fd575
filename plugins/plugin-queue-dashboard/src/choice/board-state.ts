import { differences, PARTS, partsIn, PLAIN, type BoardTexts, type Part, type SomeTexts } from './board-texts';

/** What the URL says of the board. */
export interface BoardState {
  readonly parts: SomeTexts;
}

/** Parameters of the URL that the board's state is in. */
export const PARAMETERS: readonly Part[] = PARTS;

/** The state that a URL tells. What is no part of a board, or says nothing, is left out. */
export const stateIn = (get: (parameter: string) => string | null): BoardState => ({ parts: partsIn(get) });

/** What {@link stateIn} reads; null for a parameter that is not there. */
export function queryOf({ parts }: BoardState): Readonly<Record<Part, string | null>> {
  const { columns = null, filter = null, group = null, layout = null, sort = null, summary = null } = parts;
  return { columns, filter, group, layout, sort, summary };
}

/** All that is chosen. */
export const textsOf = ({ parts }: BoardState): BoardTexts => ({ ...PLAIN, ...parts });

/** The state after a choice. What is as on the plain board is not said. */
export const withChoice = (state: BoardState, change: SomeTexts): BoardState => ({
  parts: differences({ ...textsOf(state), ...change }, PLAIN),
});
