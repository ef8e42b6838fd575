import {
  CANNED_RESPONSES_PATH,
  FAVORITES_PATH,
  type CannedFavorite,
  type ResponseUse,
  NoContent,
} from '@flex-sync-suite/shared/contract';
import { createValueSource, type Source } from '@flex-sync-suite/shared/observable';
import type { BackendClient } from '@flex-sync-suite/shared/flex';
import type { OwnUse } from '../model/filter-responses';
import {
  favoriteRefused,
  favoriteTaken,
  followed,
  nextInstant,
  NOTHING_KNOWN,
  ownUseOf,
  withFavorite,
  withoutUse,
  withUse,
  type LocalUse,
  type OwnUseState,
  type PendingFavorite,
} from '../model/own-use-state';

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

export interface OwnUseOptions {
  readonly client: BackendClient;
  /** Default: the browser's clock and its random UUIDs. */
  readonly now?: () => number;
  readonly randomId?: () => string;
}

export function createOwnUse({ client, now = Date.now, randomId = uuid }: OwnUseOptions): OwnUseStore {
  const { set, getSnapshot, subscribe } = createValueSource<OwnUse>(new Map());
  const inOrder = createOrder();
  let state = NOTHING_KNOWN;

  function become(next: OwnUseState): void {
    if (next === state) return;
    state = next;
    set(ownUseOf(next));
  }

  return {
    getSnapshot,
    subscribe,
    follow(stored) {
      if (stored !== state.stored) become(followed(state, stored));
    },
    async setFavorite(id, isFavorite) {
      const sent: PendingFavorite = { isFavorite, isAnswered: false, sinceV: null };
      const before = state.favorites.get(id);
      become(withFavorite(state, id, sent));
      try {
        await inOrder(id, () => sendFavorite(client, id, isFavorite));
      } catch (error) {
        become(favoriteRefused(state, id, { sent, before }));
        throw error;
      }
      become(favoriteTaken(state, id, sent));
    },
    async countUse(id, way, wasEdited) {
      const use: LocalUse = { at: nextInstant(getSnapshot(), now()) };
      become(withUse(state, id, use));
      try {
        await sendUse(client, id, { id: randomId(), way, wasEdited });
      } catch (error) {
        become(withoutUse(state, id, use));
        throw error;
      }
    },
  };
}

async function sendFavorite(client: BackendClient, responseId: string, isFavorite: boolean): Promise<void> {
  const path = `${FAVORITES_PATH}/${encodeURIComponent(responseId)}`;
  await client.request({ method: isFavorite ? 'PUT' : 'DELETE', path, schema: NoContent });
}

async function sendUse(client: BackendClient, responseId: string, body: ResponseUse): Promise<void> {
  const path = `${CANNED_RESPONSES_PATH}/${encodeURIComponent(responseId)}/uses`;
  await client.request({ method: 'POST', path, body, schema: NoContent });
}

/** Runs commands about one response one after the other: they must not overtake each other. */
function createOrder(): (responseId: string, command: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return async (responseId, command) => {
    const before = last.get(responseId) ?? Promise.resolve();
    const own = before.catch(() => undefined).then(command);
    last.set(responseId, own);
    try {
      await own;
    } finally {
      if (last.get(responseId) === own) last.delete(responseId);
    }
  };
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
