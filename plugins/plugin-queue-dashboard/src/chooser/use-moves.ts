import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { SortColumn } from '../model/order/sort-queues';
import { chooserStrings as words } from '../strings/chooser-strings';
import { SPAN_TITLES } from '../strings/explanation-strings';
import { useFormatters } from '../parts/formatters-context';
import { columnOf } from '../table/columns';
import { type Choice, movedTo, placeOf } from './column-choice';

/** What moves a figure among those shown of its window. The functions stay the same. */
export interface Moves {
  /** By one place. */
  readonly step: (id: SortColumn, by: 1 | -1) => void;
  /** To the place of another one. */
  readonly put: (id: SortColumn, onto: SortColumn) => void;
}

/**
 * Moves figures, and leaves the focus on what was pressed.
 *
 * @returns with the moves, where what was moved last stands now; empty before the first
 */
export function useMoves(
  choices: readonly Choice[],
  onChoices: (choices: readonly Choice[]) => void,
): Moves & { readonly said: string } {
  const { count } = useFormatters();
  const [said, setSaid] = useState('');
  const latest = useRef(choices);
  const focused = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    latest.current = choices;
    // What React puts elsewhere in the page loses the focus there.
    focused.current?.focus();
    focused.current = null;
  }, [choices]);

  const move = useCallback(
    (id: SortColumn, index: number | undefined) => {
      const { group, head } = columnOf(id);
      const next = index === undefined ? latest.current : movedTo(latest.current, id, index);
      const place = placeOf(next, id);
      if (place === null || group === undefined) return;
      focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      setSaid(words.place(head, count(place.index + 1), count(place.count), SPAN_TITLES[group]));
      onChoices(next);
    },
    [onChoices, count],
  );
  const step = useCallback(
    (id: SortColumn, by: 1 | -1) => {
      move(id, (placeOf(latest.current, id)?.index ?? 0) + by);
    },
    [move],
  );
  const put = useCallback(
    (id: SortColumn, onto: SortColumn) => {
      move(id, placeOf(latest.current, onto)?.index);
    },
    [move],
  );
  return { said, step, put };
}
