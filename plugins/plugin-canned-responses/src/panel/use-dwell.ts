import type { CannedResponseItem } from '@flex-sync-suite/shared/contract';
import { useEffect, useRef, type SyntheticEvent } from 'react';
import type { SearchHit } from '../model/search-index';

/** A look this long is a look; shorter, the pointer or the arrow key is passing by. */
export const DWELL_MS = 200;

interface DwellProps {
  readonly onMouseOver: (event: SyntheticEvent) => void;
  readonly onFocus: (event: SyntheticEvent) => void;
  readonly onMouseLeave: () => void;
}

/**
 * Tells of the response that was looked at for a while, by pointer or keyboard.
 *
 * @returns for the element around the rows
 */
export function useDwell(hits: readonly SearchHit[], onDwell: (item: CannedResponseItem) => void): DwellProps {
  const state = useRef<{ id: string | null; timer: ReturnType<typeof setTimeout> | undefined }>({
    id: null,
    timer: undefined,
  });
  useEffect(() => {
    const { current } = state;
    return () => {
      clearTimeout(current.timer);
    };
  }, []);

  function look(item: CannedResponseItem | null): void {
    if (state.current.id === (item?.id ?? null)) return;
    clearTimeout(state.current.timer);
    state.current.id = item?.id ?? null;
    if (item === null) return;
    state.current.timer = setTimeout(() => {
      onDwell(item);
    }, DWELL_MS);
  }

  const lookAt = ({ target }: SyntheticEvent): void => {
    look(itemAt(target, hits));
  };
  return {
    onMouseOver: lookAt,
    onFocus: lookAt,
    onMouseLeave: () => {
      look(null);
    },
  };
}

function itemAt(target: EventTarget, hits: readonly SearchHit[]): CannedResponseItem | null {
  const id = target instanceof Element ? target.closest('[data-response-id]')?.getAttribute('data-response-id') : null;
  return hits.find(({ item }) => item.id === id)?.item ?? null;
}
