/** A call and its place in the order of calls; undefined where it is not known. */
interface Placed {
  readonly sid: string;
  /** UTC milliseconds. */
  readonly createdAtMs: number | undefined;
}

export interface CallsAfterChange {
  /** The newest calls as they were before the change: all there were, or as many as there may be. */
  readonly held: readonly Placed[];
  /** SIDs of the calls that changed. */
  readonly changed: ReadonlySet<string>;
  /** Those of them that are there. */
  readonly found: readonly { readonly sid: string; readonly createdAtMs: number }[];
  /** Older calls are not wanted. */
  readonly sinceMs: number;
  readonly limit: number;
}

/**
 * SIDs of the newest calls after some of them changed, in the order of calls.
 * @returns null when a call that was not held may be among them
 */
export function newestCalls({ held, changed, found, sinceMs, limit }: CallsAfterChange): string[] | null {
  const before = held.filter((call): call is Place => call.createdAtMs !== undefined).sort(newestFirst);
  if (before.length < held.length) return null;
  const newest = [...before.filter(({ sid }) => !changed.has(sid)), ...found]
    .filter(({ createdAtMs }) => createdAtMs >= sinceMs)
    .sort(newestFirst)
    .slice(0, limit);
  // What was not held came after the last that was.
  const lastHeld = before.length < limit ? undefined : before.at(-1);
  if (lastHeld !== undefined && lastHeld.createdAtMs >= sinceMs) {
    const last = newest[limit - 1];
    if (last === undefined || newestFirst(last, lastHeld) > 0) return null;
  }
  return newest.map(({ sid }) => sid);
}

type Place = CallsAfterChange['found'][number];

const newestFirst = (a: Place, b: Place): number =>
  b.createdAtMs - a.createdAtMs || (a.sid === b.sid ? 0 : a.sid < b.sid ? -1 : 1);
