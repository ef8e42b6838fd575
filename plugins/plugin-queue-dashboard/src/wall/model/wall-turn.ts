/** How long each stop is shown. */
export const TURN_MS = 15_000;

/** A stop as the turning sees it. */
export interface TurnStop {
  readonly group: string | null;
  /** SIDs of the queues in breach that belong here. */
  readonly breaches: readonly string[];
}

/** Which stop is shown, since when, and what a person has said about it. Instants are the browser's. */
export interface Turn {
  readonly group: string | null;
  readonly since: number;
  /** A person holds the wall: it does not turn, whatever comes. */
  readonly isHeld: boolean;
  /** Breaches that a person has seen: they make the wall stand no more. */
  readonly seen: readonly string[];
}

/** The wall begins with all queues. */
export const firstTurn = (now: number): Turn => ({ group: null, since: now, isHeld: false, seen: [] });

/**
 * The turn at an instant. While there are breaches nobody has seen, the wall shows the stops that have them and no other; with
 * one such stop it stands there.
 *
 * @returns the same object when nothing is to change
 */
export function turnAt(turn: Turn, stops: readonly TurnStop[], now: number): Turn {
  const current = withoutEnded(turn, stops);
  const isThere = stops.some(({ group }) => group === current.group);
  if (current.isHeld && isThere) return current;
  const breached = stops.filter((stop) => isBreached(current, stop));
  const round = breached.length > 0 ? breached : stops;
  const place = round.findIndex(({ group }) => group === current.group);
  if (place === -1) return goTo(current, round[0], now);
  if (round.length === 1 || now - current.since < TURN_MS) return current;
  return goTo(current, round[(place + 1) % round.length], now);
}

/** A person goes to a neighbour, and has seen the breaches that there are. */
export function stepTurn(turn: Turn, stops: readonly TurnStop[], by: 1 | -1, now: number): Turn {
  const place = stops.findIndex(({ group }) => group === turn.group);
  return goTo(withAllSeen(turn, stops), stops[(place + by + stops.length) % stops.length], now);
}

/** A person holds the wall, or lets it go on: from a hold, or from breaches, which count as seen then. */
export function toggleTurn(turn: Turn, stops: readonly TurnStop[], now: number): Turn {
  const isStanding = pauseOf(turn, stops) !== null;
  return isStanding ? { ...withAllSeen(turn, stops), isHeld: false, since: now } : { ...turn, isHeld: true };
}

/** Why the wall does not turn over all stops; null when it does. */
export function pauseOf(turn: Turn, stops: readonly TurnStop[]): 'held' | 'breach' | null {
  if (turn.isHeld) return 'held';
  return stops.some((stop) => isBreached(turn, stop)) ? 'breach' : null;
}

const isBreached = ({ seen }: Turn, { breaches }: TurnStop): boolean => breaches.some((sid) => !seen.includes(sid));

const withAllSeen = (turn: Turn, stops: readonly TurnStop[]): Turn => ({
  ...turn,
  seen: [...new Set(stops.flatMap(({ breaches }) => breaches))],
});

/** A breach that has ended and comes again is a new one. */
function withoutEnded(turn: Turn, stops: readonly TurnStop[]): Turn {
  const seen = turn.seen.filter((sid) => stops.some(({ breaches }) => breaches.includes(sid)));
  return seen.length === turn.seen.length ? turn : { ...turn, seen };
}

const goTo = (turn: Turn, stop: TurnStop | undefined, now: number): Turn =>
  stop === undefined ? turn : { ...turn, group: stop.group, since: now };
