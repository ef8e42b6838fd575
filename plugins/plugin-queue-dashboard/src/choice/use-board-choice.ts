import type { NamedViews } from '@flex-sync-suite/shared/contract';
import { nextSort, sortOfText, sortText, type UrlState } from '@flex-sync-suite/shared/views';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { BoardMemory } from '../data/board-memory';
import { DEFAULT_SORT, naturalDirection, type Sort, type SortColumn } from '../model/order/sort-queues';
import { type Column, COLUMNS } from '../table/columns';
import { columnsFrom, columnsText } from '../table/shown-columns';
import {
  NO_VIEW,
  openedBy,
  PARAMETERS,
  queryOf,
  resolved,
  settled,
  stateIn,
  withChoice,
  withoutView,
  type BoardState,
  type ResolvedState,
  type ViewInUse,
} from './board-state';
import { PLAIN, partsIn, type BoardTexts, type Part, type SomeTexts } from './board-texts';

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
  /** All of it as a view keeps it. */
  readonly texts: BoardTexts;
  readonly inUse: ViewInUse;
  /** Looks through a view as it is kept; null for the plain board. */
  readonly onView: (id: string | null) => void;
  /** What is shown is kept as a view now. */
  readonly onKept: (id: string) => void;
  /** The view in use was deleted: the board stays as it is. */
  readonly onLeft: () => void;
}

/** Chosen as a whole: each has a step of the way back. A filter has not: it would be one for each letter. */
const STEPS: readonly Part[] = ['columns', 'group', 'layout'];
/** Kept for the person at this browser, for a URL that says nothing of them. */
const REMEMBERED = ['columns', 'layout', 'summary'] as const;
const isRemembered = (part: Part): part is (typeof REMEMBERED)[number] => REMEMBERED.some((each) => each === part);

/**
 * Begins with what the URL says, else with the default view or as the person left it, and keeps it in the URL; the way back
 * leads to what was chosen before.
 * @param known the views with a name; null while they are not known
 */
export function useBoardChoice(url: UrlState, memory: BoardMemory, known: NamedViews | null): BoardChoice {
  const [state, setState] = useState((): BoardState => openedBy(url.get, leftIn(memory)));
  const next = settled(state, known);
  if (next !== state) setState(next);
  const now = useMemo(() => resolved(next, known), [next, known]);
  useEffect(() => {
    url.replace(queryOf(now));
  }, [url, now]);
  useEffect(
    () =>
      url.onStep(PARAMETERS, () => {
        const next = stateIn(url.get);
        if (next.view === null) remember(memory, { ...PLAIN, ...next.parts });
        setState(next);
      }),
    [url, memory],
  );
  const choose = useCallback(
    (change: SomeTexts) => {
      const next = withChoice(now, change);
      // What is other than in a view is a change of the view.
      if (now.inUse.kind === 'none') remember(memory, change);
      if (STEPS.some((part) => part in change && change[part] !== now.texts[part])) url.push(queryOf(next));
      setState(next);
    },
    [url, memory, now],
  );
  const through = useViewActions(url, now, setState);
  const { texts, inUse } = now;
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
      texts,
      inUse,
      ...actions,
      ...through,
    }),
    [filter, group, layout, summary, sort, columns, texts, inUse, actions, through],
  );
}

type ViewActions = Pick<BoardChoice, 'onView' | 'onKept' | 'onLeft'>;

/** What leads to a view and out of it. */
function useViewActions(url: UrlState, now: ResolvedState, setState: (next: BoardState) => void): ViewActions {
  return useMemo(
    () => ({
      onView: (id) => {
        const next = { view: id ?? NO_VIEW, parts: {}, isOpening: false };
        url.push(queryOf(next));
        setState(next);
      },
      onKept: (id) => {
        setState({ view: id, parts: {}, isOpening: false });
      },
      onLeft: () => {
        setState(withoutView(now));
      },
    }),
    [url, now, setState],
  );
}

type Actions = Omit<Pick<BoardChoice, Extract<keyof BoardChoice, `on${string}`>>, keyof ViewActions>;

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

/** As the person left the board. */
const leftIn = (memory: BoardMemory): SomeTexts =>
  partsIn((part) => (isRemembered(part) ? memory[part].getSnapshot() : null));

function remember(memory: BoardMemory, parts: SomeTexts): void {
  for (const part of REMEMBERED) {
    const text = parts[part];
    if (text !== undefined) memory[part].set(text);
  }
}
