import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { SyncServiceSid } from '../sid';

/**
 * `GET`: the Sync services that may be looked at. Below it, `/{IS…}/objects` lists a service, `/{IS…}/objects/{kind}/{sid}`
 * is one object. All of it is for admins, and for the further roles that the operator named.
 */
export const EXPLORER_SERVICES_PATH = '/sync/services';

/** What a Sync service holds. */
export const ExplorerKind = v.picklist(['document', 'map', 'list', 'stream']);
export type ExplorerKind = v.InferOutput<typeof ExplorerKind>;

/** SID of a Document, Map, List or Stream. */
export const ExplorerSid = v.pipe(v.string(), v.regex(/^(ET|MP|ES|TO)[0-9a-f]{32}$/));

/**
 * Requests that looking may make of Sync: a share that is kept apart, so that it takes nothing from the suite's own.
 * A question that finds it used up waits a moment, then is answered 429 with `Retry-After`.
 */
export const ReadBudget = v.object({
  /** Requests a second at most. */
  perSecond: Count,
  /** Of these, what may be asked at once now. */
  left: Count,
});
export type ReadBudget = v.InferOutput<typeof ReadBudget>;

/** A Sync service, and how it is set. */
export const ExplorerService = v.object({
  sid: SyncServiceSid,
  uniqueName: v.nullable(v.string()),
  friendlyName: v.nullable(v.string()),
  /** The one that the suite writes to. */
  isSuite: v.boolean(),
  aclEnabled: v.boolean(),
  /** Host and path of its webhook, without query; null where it has none. */
  webhookUrl: v.nullable(v.string()),
  webhooksFromRestEnabled: v.boolean(),
  reachabilityWebhooksEnabled: v.boolean(),
});
export type ExplorerService = v.InferOutput<typeof ExplorerService>;

/** Answer of `GET /sync/services`; a service that cannot be read is named with the reason. */
export const ExplorerServices = v.object({
  services: v.array(ExplorerService),
  unreadable: v.array(v.object({ sid: SyncServiceSid, reason: v.string() })),
  /** Whether this backend speaks to a local Twilio, whose control plane tells the use of every object. */
  isLocalTwilio: v.boolean(),
  budget: ReadBudget,
});
export type ExplorerServices = v.InferOutput<typeof ExplorerServices>;

/** What is known of a Document, Map, List or Stream without what is in it. */
export const ExplorerObject = v.object({
  kind: ExplorerKind,
  sid: ExplorerSid,
  /** Null for one without a name. */
  uniqueName: v.nullable(v.string()),
  /** Identity of the token that made it; `system` = over REST. */
  createdBy: v.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** When Sync removes it; null = never. */
  expiresAt: v.nullable(Instant),
  /** Of a Stream null: it keeps nothing. */
  revision: v.nullable(v.string()),
  /** Of a Document: its data as JSON in UTF-8. Sync takes 16 KiB. */
  bytes: v.nullable(Count),
  /** The suite keeps it: what it says comes from the database, and is only read here. */
  isSuite: v.boolean(),
});
export type ExplorerObject = v.InferOutput<typeof ExplorerObject>;

/** A JSON object as Sync holds it: every key it has, also those that a record of this schema library leaves out. */
export const ExplorerData = v.custom<Record<string, unknown>>(
  (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
  'Expected a JSON object',
);
export type ExplorerData = v.InferOutput<typeof ExplorerData>;

/** Where a page ended. Says nothing to anybody else. */
export const ExplorerCursor = v.pipe(v.string(), v.minLength(1), v.maxLength(1_024));
/** Unique name of an object, or key of an item, or what it begins with. */
export const ExplorerName = v.pipe(v.string(), v.minLength(1), v.maxLength(320));
const wholeNumber = (least: number, most: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number), v.minValue(least), v.maxValue(most));

/** Query of `GET /sync/services/{IS…}/objects`. */
export const ExplorerObjectsQuery = v.object({
  kind: ExplorerKind,
  /** Only names that begin with it, upper and lower case told apart. */
  prefix: v.optional(ExplorerName),
  /** Only the one of this name: one request, however many objects there are. Not together with `prefix`. */
  name: v.optional(ExplorerName),
  /** Where the page before ended. */
  cursor: v.optional(ExplorerCursor),
  /** Objects a page at most. Default: 100. */
  limit: v.optional(wholeNumber(1, 500), '100'),
});
export type ExplorerObjectsQuery = v.InferOutput<typeof ExplorerObjectsQuery>;

/**
 * A page of objects, in Sync's order. Sync cannot search by name: a page with a prefix may be short, or empty, before the
 * end; `next` goes on.
 */
export const ExplorerObjects = v.object({
  objects: v.array(ExplorerObject),
  /** Objects that were looked at for this page. */
  looked: Count,
  /** Null at the end. */
  next: v.nullable(ExplorerCursor),
  budget: ReadBudget,
});
export type ExplorerObjects = v.InferOutput<typeof ExplorerObjects>;

/** JSON Pointers (RFC 6901) of what is hidden because it may name or reach a person; it reads `•••`. */
const MaskedPointers = v.array(v.string());

/** Answer of `GET /sync/services/{IS…}/objects/{kind}/{sid}`: the object as it is now, one request of Sync. */
export const ExplorerValue = v.object({
  object: ExplorerObject,
  /** Of a Document; null for the other kinds. */
  data: v.nullable(ExplorerData),
  masked: MaskedPointers,
  budget: ReadBudget,
});
export type ExplorerValue = v.InferOutput<typeof ExplorerValue>;

/** An item of a Map or List. */
export const ExplorerItem = v.object({
  /** Key of a Map's item; index of a List's, in decimal. */
  key: v.string(),
  data: ExplorerData,
  masked: MaskedPointers,
  revision: v.string(),
  /** As JSON in UTF-8. Sync takes 16 KiB. */
  bytes: Count,
  createdBy: v.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** Null = as long as the Map or List. */
  expiresAt: v.nullable(Instant),
});
export type ExplorerItem = v.InferOutput<typeof ExplorerItem>;

/** Query of `GET /sync/services/{IS…}/objects/{kind}/{sid}/items`. */
export const ExplorerItemsQuery = v.object({
  /** Begins with this key or index, or the one that follows it. Not together with `cursor`. */
  from: v.optional(ExplorerName),
  cursor: v.optional(ExplorerCursor),
  /** Items a page at most. Default: 50. */
  limit: v.optional(wholeNumber(1, 100), '50'),
});
export type ExplorerItemsQuery = v.InferOutput<typeof ExplorerItemsQuery>;

/** A page of items: of a Map by key, of a List by index. */
export const ExplorerItems = v.object({
  items: v.array(ExplorerItem),
  /** Null at the end. */
  next: v.nullable(ExplorerCursor),
  budget: ReadBudget,
});
export type ExplorerItems = v.InferOutput<typeof ExplorerItems>;
