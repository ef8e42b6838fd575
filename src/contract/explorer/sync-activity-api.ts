import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { SyncServiceSid } from '../sid';
import { ExplorerKind, ExplorerName } from './explorer-objects-api';

/** `GET`: how often objects are written, against what Sync takes. */
export const SYNC_RATES_PATH = '/sync/rates';

/** `GET`: what was written to Sync, by the outbox and by others. */
export const SYNC_ACTIVITY_PATH = '/sync/activity';

const wholeNumber = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number), v.minValue(least), v.maxValue(most));

/** Query of `GET /sync/rates`. */
export const SyncRatesQuery = v.object({
  /** Only names that begin with it. */
  prefix: v.optional(ExplorerName),
  /** Only this object. */
  sid: v.optional(ExplorerName),
  /** Objects at most, those nearest to their limit first. Default: 100. */
  limit: v.optional(wholeNumber(1, 500), '100'),
});
export type SyncRatesQuery = v.InferOutput<typeof SyncRatesQuery>;

/** How often one object is written, its items included. */
export const SyncRate = v.object({
  serviceSid: SyncServiceSid,
  kind: ExplorerKind,
  /** Null while Sync does not have it. */
  sid: v.nullable(v.string()),
  uniqueName: v.nullable(v.string()),
  isSuite: v.boolean(),
  /** In the last 10 s, by all processes; those that Sync refused are not in it. */
  writesIn10s: Count,
  writesIn5min: Count,
  /** Null where nobody can tell. */
  readsIn10s: v.nullable(Count),
  /** Bytes of the largest of these writes; null where nobody can tell. */
  bytes: v.nullable(Count),
  /** What Sync takes at this size, from 20 (up to 1 KiB) to 2 (from 10 KiB). */
  limitPerSecond: v.number(),
  /** Writes answered 429: together with those that were taken they tell what was asked of the object. */
  throttledIn10s: Count,
  throttledIn5min: Count,
  /** Changes that are not in Sync yet. */
  waiting: Count,
  lastError: v.nullable(v.string()),
  /** Who counted: the outbox its own writes, the webhook what clients change, a local Twilio everything. */
  countedBy: v.picklist(['outbox', 'webhook', 'local-twilio']),
});
export type SyncRate = v.InferOutput<typeof SyncRate>;

/** Answer of `GET /sync/rates`: the nearest to its limit first. */
export const SyncRates = v.object({ at: Instant, rates: v.array(SyncRate) });
export type SyncRates = v.InferOutput<typeof SyncRates>;

/** What happened: `create` also of an item, `remove` likewise. */
export const SyncDeed = v.picklist(['create', 'update', 'remove']);
export type SyncDeed = v.InferOutput<typeof SyncDeed>;

/** Query of `GET /sync/activity`; without a filter: all that is kept, the newest first. */
export const SyncActivityQuery = v.object({
  /** Only what came after this entry, by its `id`: for those who follow. */
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,18}$/))),
  /** Only what came before this entry: the page that follows. */
  before: v.optional(v.pipe(v.string(), v.regex(/^\d{1,18}$/))),
  from: v.optional(Instant),
  to: v.optional(Instant),
  /** Names that begin with it, or a SID. */
  object: v.optional(ExplorerName),
  kind: v.optional(ExplorerKind),
  identity: v.optional(ExplorerName),
  deed: v.optional(SyncDeed),
  /** Entries at most. Default: 200. */
  limit: v.optional(wholeNumber(1, 5_000), '200'),
  /** `csv` answers `text/csv`. Default: `json`. */
  format: v.optional(v.picklist(['json', 'csv']), 'json'),
});
export type SyncActivityQuery = v.InferOutput<typeof SyncActivityQuery>;

/** One write. What was written is not kept. */
export const SyncActivityEntry = v.object({
  /** Rises in the order in which entries were stored. */
  id: v.string(),
  at: Instant,
  serviceSid: SyncServiceSid,
  deed: SyncDeed,
  kind: ExplorerKind,
  sid: v.nullable(v.string()),
  uniqueName: v.nullable(v.string()),
  /** Key or index of the item; null for what is about the whole. */
  itemKey: v.nullable(v.string()),
  /** Of the token; `backend` for what the outbox wrote, `system` for what others wrote over REST. */
  identity: v.string(),
  revision: v.nullable(v.string()),
  bytes: v.nullable(Count),
  /** HTTP status with which Sync answered; null for what a webhook told, and for no answer. */
  status: v.nullable(Count),
});
export type SyncActivityEntry = v.InferOutput<typeof SyncActivityEntry>;

/** Answer of `GET /sync/activity`. */
export const SyncActivity = v.object({
  /** Entries are kept from here on. */
  keptSince: Instant,
  /** The newest first. With `after`, the oldest of what came after, so that nothing is skipped; still the newest first. */
  entries: v.array(SyncActivityEntry),
  /** Whether there are more in the direction that was asked for. */
  hasMore: v.boolean(),
});
export type SyncActivity = v.InferOutput<typeof SyncActivity>;
