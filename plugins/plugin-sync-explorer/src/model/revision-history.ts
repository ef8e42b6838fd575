import type { JsonObject } from './json-pointer';

/** A value as it was seen on this page. */
export interface SeenRevision {
  /** Which value: of an object, or of one of its items. */
  readonly of: string;
  readonly revision: string;
  /** When Sync wrote it. */
  readonly updatedAt: string;
  readonly data: JsonObject;
  /** Of the data, as Sync counts it. */
  readonly bytes: number;
}

/** The oldest first. */
export type RevisionHistory = readonly SeenRevision[];

const MAX_REVISIONS = 50;
const MAX_BYTES = 2 * 1024 * 1024;

/** Names the value of an object, or of an item of it. */
export const valueKey = (sid: string, itemKey: string | null): string => JSON.stringify([sid, itemKey]);

/** Adds one that was not seen before; the oldest go when there are more than 50, or than 2 MB of them. */
export function withRevision(history: RevisionHistory, seen: SeenRevision): RevisionHistory {
  const isKnown = history.some(({ of, revision }) => of === seen.of && revision === seen.revision);
  if (isKnown) return history;
  const all = [...history, seen].slice(-MAX_REVISIONS);
  let bytes = all.reduce((total, each) => total + each.bytes, 0);
  let first = 0;
  // The newest stays, however large.
  for (; first < all.length - 1 && bytes > MAX_BYTES; first += 1) bytes -= all[first]?.bytes ?? 0;
  return all.slice(first);
}

/** Those of one value, the newest first. */
export const revisionsOf = (history: RevisionHistory, of: string): readonly SeenRevision[] =>
  history.filter((each) => each.of === of).reverse();
