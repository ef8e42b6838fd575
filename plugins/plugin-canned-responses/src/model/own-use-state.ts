import type { CannedFavorite } from '@flex-sync-suite/shared/contract';
import type { OwnUse } from './filter-responses';

type Stored = ReadonlyMap<string, CannedFavorite>;
type Use = Pick<CannedFavorite, 'isFavorite' | 'lastUsedAt' | 'uses'>;

/** What Sync says of this agent's favourites and uses, and what was done here and is not in it yet. */
export interface OwnUseState {
  /** Null while no Map is followed. */
  readonly stored: Stored | null;
  /** What the agent wants, by response, until Sync says the same, or something newer than the backend's answer. */
  readonly favorites: ReadonlyMap<string, PendingFavorite>;
  /** Uses that Sync does not count yet, by response, the oldest first. */
  readonly uses: ReadonlyMap<string, readonly LocalUse[]>;
}

/** A favourite that was set or taken away here. */
export interface PendingFavorite {
  readonly isFavorite: boolean;
  /** Whether the backend has taken it. */
  readonly isAnswered: boolean;
  /** `v` of the item when that was; 0 when there was no item, null while no Map is followed. A newer one counts. */
  readonly sinceV: number | null;
}

/** One use, on its way to the backend and back. */
export interface LocalUse {
  readonly at: string;
}

export const NOTHING_KNOWN: OwnUseState = { stored: null, favorites: new Map(), uses: new Map() };
const NEVER: Use = { isFavorite: false, lastUsedAt: null, uses: 0 };

/** What is shown: what Sync says, with what was done here on top. */
export function ownUseOf({ stored, favorites, uses }: OwnUseState): OwnUse {
  const own = new Map<string, Use>(stored ?? []);
  for (const [id, { isFavorite }] of favorites) own.set(id, { ...(own.get(id) ?? NEVER), isFavorite });
  for (const [id, added] of uses) {
    const use = own.get(id) ?? NEVER;
    own.set(id, { ...use, lastUsedAt: added.at(-1)?.at ?? use.lastUsedAt, uses: use.uses + added.length });
  }
  return own;
}

/** Sync says something else; what it confirms is no longer on its way. */
export function followed(state: OwnUseState, stored: Stored): OwnUseState {
  let { favorites, uses } = state;
  for (const [id, pending] of favorites) {
    // Answered before there was a Map: what it says first may be older than the answer.
    const isFirst = state.stored === null && pending.isAnswered;
    if (isSettled(stored, id, pending)) favorites = withEntry(favorites, id, undefined);
    else if (isFirst) favorites = withEntry(favorites, id, { ...pending, sinceV: versionOf(stored, id) });
  }
  for (const [id, local] of uses)
    uses = withUses(uses, id, local.slice(countedSince(state.stored?.get(id), stored.get(id))));
  return { stored, favorites, uses };
}

/** The agent has set or taken away a favourite. */
export const withFavorite = (state: OwnUseState, id: string, sent: PendingFavorite): OwnUseState => ({
  ...state,
  favorites: withEntry(state.favorites, id, sent),
});

/** The backend has taken it; Sync may have said so before the answer came. */
export function favoriteTaken(state: OwnUseState, id: string, sent: PendingFavorite): OwnUseState {
  if (state.favorites.get(id) !== sent) return state;
  const sinceV = state.stored === null ? null : versionOf(state.stored, id);
  const taken = { ...sent, isAnswered: true, sinceV };
  return { ...state, favorites: withEntry(state.favorites, id, unlessSettled(state, id, taken)) };
}

/** The backend has refused it. Back to what it had taken before, which Sync may not know yet. */
export function favoriteRefused(
  state: OwnUseState,
  id: string,
  { sent, before }: { readonly sent: PendingFavorite; readonly before: PendingFavorite | undefined },
): OwnUseState {
  if (state.favorites.get(id) !== sent) return state;
  const taken = before?.isAnswered === true ? unlessSettled(state, id, before) : undefined;
  return { ...state, favorites: withEntry(state.favorites, id, taken) };
}

export const withUse = (state: OwnUseState, id: string, use: LocalUse): OwnUseState => ({
  ...state,
  uses: withUses(state.uses, id, [...(state.uses.get(id) ?? []), use]),
});

export function withoutUse(state: OwnUseState, id: string, use: LocalUse): OwnUseState {
  const others = (state.uses.get(id) ?? []).filter((other) => other !== use);
  return { ...state, uses: withUses(state.uses, id, others) };
}

/** `nowMs`, but after everything that is known: this page's clock may be behind the backend's. */
export function nextInstant(known: OwnUse, nowMs: number): string {
  const instants = [...known.values()].map(({ lastUsedAt }) => (lastUsedAt === null ? 0 : Date.parse(lastUsedAt)));
  return new Date(instants.reduce((latest, at) => Math.max(latest, at + 1), nowMs)).toISOString();
}

const unlessSettled = ({ stored }: OwnUseState, id: string, pending: PendingFavorite): PendingFavorite | undefined =>
  isSettled(stored, id, pending) ? undefined : pending;

/** Whether Sync has caught up with the change. */
function isSettled(stored: Stored | null, id: string, { isFavorite, isAnswered, sinceV }: PendingFavorite): boolean {
  if (!isAnswered) return false;
  const isSame = (stored?.get(id)?.isFavorite ?? false) === isFavorite;
  return isSame || (sinceV !== null && versionOf(stored, id) > sinceV);
}

const versionOf = (stored: Stored | null, id: string): number => stored?.get(id)?.v ?? 0;

/**
 * How many uses Sync has counted between two states of an item. Both instants are the backend's own: a use that aged out
 * as another was counted leaves the figure, but not the instant, as it was.
 */
function countedSince(before: CannedFavorite | undefined, after: CannedFavorite | undefined): number {
  const isLater = (after?.lastUsedAt ?? '') > (before?.lastUsedAt ?? '');
  return Math.max((after?.uses ?? 0) - (before?.uses ?? 0), isLater ? 1 : 0);
}

const withUses = (all: OwnUseState['uses'], id: string, uses: readonly LocalUse[]): OwnUseState['uses'] =>
  withEntry(all, id, uses.length === 0 ? undefined : uses);

function withEntry<T>(map: ReadonlyMap<string, T>, id: string, value: T | undefined): ReadonlyMap<string, T> {
  const next = new Map(map);
  if (value === undefined) next.delete(id);
  else next.set(id, value);
  return next;
}
