import {
  CANNED_RESPONSES_PATH,
  FAVORITES_PATH,
  type CannedFavorite,
  type ResponseUse,
} from '@flex-sync-suite/shared/contract';
import { createListeners, type Source } from '@flex-sync-suite/shared/observable';
import type { BackendClient } from '@flex-sync-suite/shared/flex';
import * as v from 'valibot';
import type { OwnUse } from '../model/filter-responses';

/** How a text got into the conversation. */
export type InsertWay = ResponseUse['way'];

/** Favourites and uses of this agent: what Sync says, and on top what was just done and is on its way. */
export interface OwnUseStore extends Source<OwnUse> {
  /** Takes the favourites Map; what it confirms is no longer on its way. */
  readonly follow: (stored: ReadonlyMap<string, CannedFavorite>) => void;
  /**
   * Shows it at once, and takes it back when the backend refuses.
   * @throws BackendError after it was taken back
   */
  readonly setFavorite: (responseId: string, isFavorite: boolean) => Promise<void>;
  /**
   * Counts one use, and shows it at once. `wasEdited` is known when the message is sent; nothing of the text leaves the
   * page.
   * @throws BackendError when the backend cannot count it; it is no longer shown then
   */
  readonly countUse: (responseId: string, way: InsertWay, wasEdited: boolean) => Promise<void>;
}

type Use = Pick<CannedFavorite, 'isFavorite' | 'lastUsedAt' | 'uses'>;
/** A favourite that was set or taken away here. */
interface PendingFavorite {
  readonly isFavorite: boolean;
  /** Whether the backend has taken it. */
  readonly isAnswered: boolean;
  /** `v` of the item when that was; 0 when there was no item, null while no Map is followed. A newer one counts. */
  readonly sinceV: number | null;
}

/** One use, on its way to the backend and back. */
interface LocalUse {
  readonly at: string;
}

const NEVER: Use = { isFavorite: false, lastUsedAt: null, uses: 0 };
/** Favourites and uses are answered with 204. */
const NO_CONTENT = v.null();

export interface OwnUseOptions {
  readonly client: BackendClient;
  /** Default: the browser's clock and its random UUIDs. */
  readonly now?: () => number;
  readonly randomId?: () => string;
}

export function createOwnUse({ client, now = Date.now, randomId = uuid }: OwnUseOptions): OwnUseStore {
  const { subscribe, tell } = createListeners();
  let stored: ReadonlyMap<string, CannedFavorite> = new Map();
  let isFollowing = false;
  /** What the agent wants, by response, until Sync says the same, or something newer than the backend's answer. */
  const pendingFavorites = new Map<string, PendingFavorite>();
  const lastCommand = new Map<string, Promise<unknown>>();
  /** Uses that Sync does not count yet, by response, the oldest first. */
  const usedHere = new Map<string, readonly LocalUse[]>();
  let snapshot: OwnUse = new Map();

  function publish(): void {
    const merged = new Map<string, Use>(stored);
    for (const [id, { isFavorite }] of pendingFavorites) merged.set(id, { ...(merged.get(id) ?? NEVER), isFavorite });
    for (const [id, uses] of usedHere) {
      const use = merged.get(id) ?? NEVER;
      merged.set(id, { ...use, lastUsedAt: uses.at(-1)?.at ?? use.lastUsedAt, uses: use.uses + uses.length });
    }
    snapshot = merged;
    tell();
  }

  function setUsedHere(id: string, uses: readonly LocalUse[]): void {
    if (uses.length === 0) usedHere.delete(id);
    else usedHere.set(id, uses);
  }

  /** Now, but after everything that is known: this page's clock may be behind the backend's. */
  function nextInstant(): string {
    const known = [...snapshot.values()].map(({ lastUsedAt }) => (lastUsedAt === null ? 0 : Date.parse(lastUsedAt)));
    const latest = known.reduce((a, b) => Math.max(a, b), 0);
    return new Date(Math.max(now(), latest + 1)).toISOString();
  }

  /** @returns whether Sync has caught up with the change */
  function isSettled(id: string, pending: PendingFavorite): boolean {
    if (!pending.isAnswered) return false;
    const item = stored.get(id);
    return (
      (item?.isFavorite ?? false) === pending.isFavorite || (pending.sinceV !== null && (item?.v ?? 0) > pending.sinceV)
    );
  }

  async function command(responseId: string, isFavorite: boolean): Promise<void> {
    const path = `${FAVORITES_PATH}/${encodeURIComponent(responseId)}`;
    await client.request({ method: isFavorite ? 'PUT' : 'DELETE', path, schema: NO_CONTENT });
  }

  return {
    getSnapshot: () => snapshot,
    subscribe,
    follow(next) {
      if (next === stored) return;
      const before = stored;
      stored = next;
      for (const [id, pending] of pendingFavorites) {
        if (isSettled(id, pending)) pendingFavorites.delete(id);
        // Answered before there was a Map: what it says first may be older than the answer.
        else if (!isFollowing && pending.isAnswered)
          pendingFavorites.set(id, { ...pending, sinceV: stored.get(id)?.v ?? 0 });
      }
      isFollowing = true;
      for (const [id, uses] of usedHere) setUsedHere(id, uses.slice(countedSince(before.get(id), stored.get(id))));
      publish();
    },
    async setFavorite(responseId, isFavorite) {
      const pending: PendingFavorite = { isFavorite, isAnswered: false, sinceV: null };
      const answered = pendingFavorites.get(responseId);
      pendingFavorites.set(responseId, pending);
      publish();
      // Two commands about one response must not overtake each other.
      const before = lastCommand.get(responseId) ?? Promise.resolve();
      const sending = before.catch(() => undefined).then(() => command(responseId, isFavorite));
      lastCommand.set(responseId, sending);
      try {
        await sending;
      } catch (error) {
        if (pendingFavorites.get(responseId) === pending) {
          // Back to what the backend has said last, which Sync may not know yet.
          if (answered !== undefined && answered.isAnswered && !isSettled(responseId, answered))
            pendingFavorites.set(responseId, answered);
          else pendingFavorites.delete(responseId);
        }
        publish();
        throw error;
      } finally {
        if (lastCommand.get(responseId) === sending) lastCommand.delete(responseId);
      }
      if (pendingFavorites.get(responseId) !== pending) return;
      const sinceV = isFollowing ? (stored.get(responseId)?.v ?? 0) : null;
      const settling: PendingFavorite = { isFavorite, isAnswered: true, sinceV };
      // Sync may have said so before the answer came.
      if (isSettled(responseId, settling)) pendingFavorites.delete(responseId);
      else pendingFavorites.set(responseId, settling);
      publish();
    },
    async countUse(responseId, way, wasEdited) {
      const use: LocalUse = { at: nextInstant() };
      setUsedHere(responseId, [...(usedHere.get(responseId) ?? []), use]);
      publish();
      const body: ResponseUse = { id: randomId(), way, wasEdited };
      const path = `${CANNED_RESPONSES_PATH}/${encodeURIComponent(responseId)}/uses`;
      try {
        await client.request({ method: 'POST', path, body, schema: NO_CONTENT });
      } catch (error) {
        const others = (usedHere.get(responseId) ?? []).filter((other) => other !== use);
        setUsedHere(responseId, others);
        publish();
        throw error;
      }
    },
  };
}

/**
 * How many uses Sync has counted between two states of an item. Both instants are the backend's own: a use that aged out
 * as another was counted leaves the figure, but not the instant, as it was.
 */
function countedSince(before: CannedFavorite | undefined, after: CannedFavorite | undefined): number {
  const isLater = (after?.lastUsedAt ?? '') > (before?.lastUsedAt ?? '');
  return Math.max((after?.uses ?? 0) - (before?.uses ?? 0), isLater ? 1 : 0);
}

/** `crypto.randomUUID` needs a secure context; a Flex page may be served over plain HTTP in development. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, '0');
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
