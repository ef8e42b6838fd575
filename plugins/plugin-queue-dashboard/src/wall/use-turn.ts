import { useState } from 'react';
import { firstTurn, pauseOf, stepTurn, toggleTurn, turnAt, type TurnStop } from './model/wall-turn';

interface WallTurning {
  /** The group that is shown; null for all queues. */
  readonly group: string | null;
  readonly pause: ReturnType<typeof pauseOf>;
  readonly step: (by: 1 | -1) => void;
  readonly toggle: () => void;
}

/** Turns with the clock that the board ticks by. @param now the browser's clock, once a second */
export function useTurn(stops: readonly TurnStop[], now: number): WallTurning {
  const [turn, setTurn] = useState(() => firstTurn(now));
  const next = turnAt(turn, stops, now);
  if (next !== turn) setTurn(next);
  return {
    group: next.group,
    pause: pauseOf(next, stops),
    step: (by) => {
      setTurn(stepTurn(next, stops, by, now));
    },
    toggle: () => {
      setTurn(toggleTurn(next, stops, now));
    },
  };
}
