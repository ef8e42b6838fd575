import { createSyncStore, type SyncStore } from '@flex-sync-suite/shared/sync';

interface OwnToken {
  readonly token: string;
  readonly identity: string;
  readonly ttlSeconds: number;
}

/**
 * A store over tokens of a service of your own, such as a Twilio Function.
 * @param url answers `POST` with an {@link OwnToken} of the Sync service that has your objects
 * @param flexToken of who is signed in: your service checks it with Twilio before it gives anything
 */
export const ownStore = (url: string, flexToken: () => string): SyncStore =>
  createSyncStore({
    async getToken() {
      const answer = await fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${flexToken()}` } });
      if (answer.status === 403) throw Object.assign(new Error('You may not read this.'), { code: 'forbidden' });
      if (!answer.ok) throw new Error(`No token: ${String(answer.status)}`);
      const { token, identity, ttlSeconds } = (await answer.json()) as OwnToken;
      return { token, identity, expiresAt: Date.now() + ttlSeconds * 1_000 };
    },
  });
