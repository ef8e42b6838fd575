import { useEffect, useState, type RefObject } from 'react';

/** Room of the cards, in pixels; 0 before it was measured. */
interface Room {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** How cards are laid out, in rows of equal height. */
export interface CardGrid {
  readonly columnCount: number;
  readonly cardHeightPx: number;
}

const LEAST_WIDTH_PX = 250;
/** What a card needs; a grid of few cards is as high as there is room, up to twice that. */
export const LEAST_HEIGHT_PX = 268;
export const GAP_PX = 12;

/** As many cards beside each other as fit, and as wide and high as few of them can be. */
export function cardGrid({ widthPx, heightPx }: Room, cardCount: number): CardGrid {
  const fitting = Math.max(1, Math.floor((widthPx + GAP_PX) / (LEAST_WIDTH_PX + GAP_PX)));
  const columnCount = Math.max(1, Math.min(fitting, cardCount));
  const rowCount = Math.max(1, Math.ceil(cardCount / columnCount));
  const shared = Math.floor(heightPx / rowCount) - GAP_PX;
  return { columnCount, cardHeightPx: Math.min(2 * LEAST_HEIGHT_PX, Math.max(LEAST_HEIGHT_PX, shared)) };
}

/** The cards in rows. */
export const inRows = <Item>(items: readonly Item[], columnCount: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / columnCount) }, (_, row) =>
    items.slice(row * columnCount, (row + 1) * columnCount),
  );

/** Room inside an element, also while a drawer opens beside it. */
export function useRoom(frame: RefObject<HTMLElement>): Room {
  const [room, setRoom] = useState<Room>({ widthPx: 0, heightPx: 0 });
  useEffect(() => {
    const element = frame.current;
    // Where nothing has a size, as in a unit test, nothing tells of it.
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      setRoom({ widthPx: element.clientWidth, heightPx: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [frame]);
  return room;
}
