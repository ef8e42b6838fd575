import { nextSort, sortOfText, sortText, type UrlState } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { BoardMemory } from '../data/board-memory';
import { DEFAULT_SORT, naturalDirection, type Sort, type SortColumn } from '../model/sort-queues';
import { type Column, COLUMNS } from '../table/columns';
import { columnsFrom, columnsText } from '../table/shown-columns';
import { PARAMETERS, queryOf, stateIn, textsOf, withChoice, type BoardState } from './board-state';
import { differences, PLAIN, type Part, partsIn, type SomeTexts } from './board-texts';

/** What a person chose to see of the board, and what chooses otherwise. The same object until something else is chosen. */
export interface BoardChoice {
  readonly filter: string;
  /** Key of the group; null for all queues. */
  readonly group: string | null;
  /** Whether the queues stand in a table or as cards. */
  readonly layout: 'table' | 'cards';
  readonly isSummaryOpen: boolean;
  /** Sort and columns are the same objects until others are chosen. */
  readonly sort: Sort;
  readonly columns: readonly Column[];
  readonly onFilter: (filter: string) => void;
  readonly onGroup: (group: string | null) => void;
  readonly onLayout: (layout: 'table' | 'cards') => void;
  readonly onSummary: () => void;
  /** Sorts by a column; by the one that is sorted by already, the other way round. */
  readonly onSort: (column: SortColumn) => void;
  readonly onDefaultSort: () => void;
  readonly onColumns: (columns: readonly Column[]) => void;
  /** No filter and no group. */
  readonly onShowAll: () => void;
}

/** Chosen as a whole: each has a step of the way back. A filter has not: it would be one for each letter. */
const STEPS: readonly Part[] = ['columns', 'group', 'layout'];
/** Kept for the person at this browser, for a URL that says nothing of them. */
const REMEMBERED = ['columns', 'layout', 'summary'] as const;
const isRemembered = (part: Part): part is (typeof REMEMBERED)[number] => REMEMBERED.some((each) => each === part);

/** Begins with what the URL says, else as the person left it, and keeps both; the way back leads to what was chosen before. */
export function useBoardChoice(url: UrlState, memory: BoardMemory): BoardChoice {
  const [state, setState] = useState((): BoardState => withMemory(stateIn(url.get), memory));
  useEffect(() => {
    url.replace(queryOf(state));
  }, [url, state]);
  useEffect(
    () =>
      url.onStep(PARAMETERS, () => {
        const next = stateIn(url.get);
        remember(memory, textsOf(next));
        setState(next);
      }),
    [url, memory],
  );
  const choose = useCallback(
    (change: SomeTexts) => {
      const before = textsOf(state);
      const next = withChoice(state, change);
      remember(memory, change);
      if (STEPS.some((part) => textsOf(next)[part] !== before[part])) url.push(queryOf(next));
      setState(next);
    },
    [url, memory, state],
  );
  const texts = textsOf(state);
  const columns = useMemo(() => columnsFrom(texts.columns), [texts.columns]);
  const sort = useMemo(() => sortIn(texts.sort), [texts.sort]);
  const actions = useActions(choose, { sort, summary: texts.summary });
  const { filter, group, layout, summary } = texts;
  return useMemo(
    () => ({
      filter,
      group: group === '' ? null : group,
      layout: layout === 'cards' ? 'cards' : 'table',
      isSummaryOpen: summary === 'on',
      sort,
      columns,
      ...actions,
    }),
    [filter, group, layout, summary, sort, columns, actions],
  );
}

type Actions = Pick<BoardChoice, Extract<keyof BoardChoice, `on${string}`>>;

/** What chooses, in the words of the board. */
function useActions(
  choose: (change: SomeTexts) => void,
  { sort, summary }: { readonly sort: Sort; readonly summary: string },
): Actions {
  return useMemo(
    () => ({
      onFilter: (filter) => {
        choose({ filter });
      },
      onGroup: (group) => {
        choose({ group: group ?? '' });
      },
      onLayout: (layout) => {
        choose({ layout });
      },
      onSummary: () => {
        choose({ summary: summary === 'on' ? 'off' : 'on' });
      },
      onSort: (column) => {
        choose({ sort: sortText(nextSort(sort, column, naturalDirection(column))) });
      },
      onDefaultSort: () => {
        choose({ sort: PLAIN.sort });
      },
      onColumns: (columns) => {
        choose({ columns: columnsText(columns) ?? PLAIN.columns });
      },
      onShowAll: () => {
        choose({ filter: '', group: '' });
      },
    }),
    [choose, sort, summary],
  );
}

const SORTED_BY = COLUMNS.map(({ id }) => id);
const sortIn = (text: string): Sort => sortOfText(text, SORTED_BY) ?? DEFAULT_SORT;

/** What the URL does not tell is as the person left it. */
function withMemory({ parts }: BoardState, memory: BoardMemory): BoardState {
  const left = partsIn((part) => (isRemembered(part) ? memory[part].getSnapshot() : null));
  return { parts: { ...differences(left, PLAIN), ...parts } };
}

function remember(memory: BoardMemory, parts: SomeTexts): void {
  for (const part of REMEMBERED) {
    const text = parts[part];
    if (text !== undefined) memory[part].set(text);
  }
}
