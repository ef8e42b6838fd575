import type { SyncScope } from '../contract';
import type { SyncConnection } from './connection/sync-connection';
import type { SyncReadRef } from './read-ref';
import type { SyncErrorCode } from './sync-error';
import type { SyncResult } from './sync-result';

/** How a store stands at this moment, for whoever looks for what is wrong with a page. Plain data, a copy. */
export interface SyncStoreReport {
  /** Those in use. */
  readonly scopes: readonly SyncScopeReport[];
  /** Those that are open, or were a moment ago. */
  readonly objects: readonly SyncObjectReport[];
}

/** One scope: its token and its socket. Instants are Unix milliseconds, counts are of the life of the page. */
export interface SyncScopeReport {
  readonly scope: SyncScope;
  readonly connection: SyncConnection;
  /** Whom the token speaks for; null before the first token, and where the host names nobody. */
  readonly identity: string | null;
  /** Null while it is not connected. */
  readonly connectedSince: number | null;
  /** How often the connection came back. */
  readonly reconnects: number;
  /** When the token ends; null when the host did not say. */
  readonly tokenEndsAt: number | null;
  /** Tokens that were given. */
  readonly tokens: number;
  /** Opens that Sync refused, each try counted. */
  readonly refusedOpens: number;
  readonly opensInFlight: number;
  /** For their turn, or for the connection. */
  readonly opensWaiting: number;
}

/** One object that the store holds. */
export interface SyncObjectReport {
  readonly scope: SyncScope;
  readonly kind: SyncReadRef['kind'];
  /** Unique name, or SID, by which it is opened. */
  readonly uniqueName: string;
  readonly status: SyncResult<unknown>['status'];
  readonly isLive: boolean;
  readonly staleSince: number | null;
  readonly error: SyncErrorCode | null;
  /** 0: nobody is subscribed any more, and it is about to be closed. */
  readonly listeners: number;
  /** Of its tries to open. */
  readonly refusedOpens: number;
  /** Values left out because they failed the schema. */
  readonly issues: number;
}
