import type { Moment } from './segment-event';

/** Half an hour without an event: who comes then has come anew. */
export const SILENCE = 30 * 60_000;

/** What people did, each with all that is theirs. */
export interface Visitors {
  /** Key of the person behind an event; two events of one person have the same. */
  whoIs(moment: Moment): string;
  /** All that this person did, in the order of time. */
  momentsOf(visitor: string): readonly Moment[];
}

export function visitorsOf(moments: readonly Moment[]): Visitors {
  const people = new Map(moments.map((moment) => [moment, personBehind(moments, moment)]));
  return {
    whoIs: (moment) => people.get(moment) ?? personBehind(moments, moment),
    momentsOf: (visitor) => moments.filter((moment) => people.get(moment) === visitor),
  };
}

/**
 * The user whom an event names. An anonymous event belongs to the newest `identify` (or `alias`) of its anonymous id that
 * is not later than it; one from before the first belongs to the first; without any it is its own person's.
 */
function personBehind(moments: readonly Moment[], { anonymousId, userId, at }: Moment): string {
  if (userId !== null) return `user:${userId}`;
  const ties = moments.filter((each) => each.userId !== null && anonymousId !== null && tiedBy(each) === anonymousId);
  const tie = ties.filter((each) => each.at <= at).at(-1) ?? ties[0];
  return tie?.userId == null ? `anonymous:${anonymousId ?? ''}` : `user:${tie.userId}`;
}

/** The anonymous id that this event ties to its user. */
function tiedBy({ type, anonymousId, previousId }: Moment): string | null {
  if (type === 'identify') return anonymousId;
  return type === 'alias' ? previousId : null;
}

/** Whether this visitor was silent for half an hour after `from`, before `until` or for good by then. */
export function fellSilent(moments: readonly Moment[], from: number, until: number): boolean {
  const instants = [from, ...moments.map(({ at }) => at).filter((at) => at > from && at < until), until];
  return instants.some((at, index) => at - (instants[index - 1] ?? at) >= SILENCE);
}
