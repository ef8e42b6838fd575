import { useState, type FocusEvent } from 'react';
import { countMovedRows, frozenOrder } from '../model/order/frozen-order';

/** Order of the rows as shown, and what the table body must report. */
export interface FrozenOrder<Sid extends string> {
  readonly order: readonly Sid[];
  /** Rows that would move if the order were not held. */
  readonly movedCount: number;
  /** Takes the live order once. */
  readonly refresh: () => void;
  readonly bodyProps: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
}

interface Hold<Sid extends string> {
  readonly by: ReadonlySet<'pointer' | 'focus'>;
  readonly order: readonly Sid[];
  readonly resetKey: string;
}

/**
 * Holds the order of the rows while the pointer or the keyboard focus is among them, so that no row slips away under a
 * click or a reading eye.
 *
 * @param resetKey a change of it (another sort, another filter) takes the live order at once: the person asked for it
 */
export function useFrozenOrder<Sid extends string>(live: readonly Sid[], resetKey: string): FrozenOrder<Sid> {
  const [hold, setHold] = useState<Hold<Sid>>({ by: new Set(), order: [], resetKey });
  const isHeld = hold.by.size > 0 && hold.resetKey === resetKey;
  if (hold.by.size > 0 && !isHeld) setHold({ ...hold, order: live, resetKey });
  const order = isHeld ? frozenOrder(hold.order, live) : live;

  const take = (holder: 'pointer' | 'focus') => (): void => {
    setHold(({ by }) => ({ by: new Set([...by, holder]), order, resetKey }));
  };
  const release = (holder: 'pointer' | 'focus'): void => {
    setHold((held) => ({ ...held, by: new Set([...held.by].filter((other) => other !== holder)) }));
  };
  return {
    order,
    movedCount: isHeld ? countMovedRows(order, live) : 0,
    refresh: () => {
      setHold((held) => ({ ...held, order: live }));
    },
    bodyProps: {
      onPointerEnter: take('pointer'),
      onPointerLeave: () => {
        release('pointer');
      },
      onFocus: take('focus'),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) release('focus');
      },
    },
  };
}
