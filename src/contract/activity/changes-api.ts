import * as v from 'valibot';
import { Instant } from '../payload';
import { activityPageEntries } from './activity-answers';

/** `GET`: what others than the backend changed in the objects of the activity tracker. For supervisors and admins. */
export const ACTIVITY_CHANGES_PATH = '/activity/changes';

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(320));

/** Query of `GET /activity/changes`; without a filter: all that is kept. */
export const ActivityChangesQuery = v.object({
  /** Unique name of a Map or a Document. */
  object: v.optional(Text),
  /** Whose changes: the identity of a Sync token. */
  identity: v.optional(Text),
  /** Received then or later. */
  from: v.optional(Instant),
  /** Received before. */
  to: v.optional(Instant),
  ...activityPageEntries,
  /** `csv` answers `text/csv`. Default: `json`. */
  format: v.optional(v.picklist(['json', 'csv']), 'json'),
});
export type ActivityChangesQuery = v.InferOutput<typeof ActivityChangesQuery>;

/** One change, as a webhook of Sync told it. */
export const ActivityChange = v.object({
  /** When the webhook came: it does not say when the change was made. */
  receivedAt: Instant,
  /** Sync's word, such as `map_item_updated`. */
  eventType: v.string(),
  /** Unique name of the Map or Document. */
  object: v.string(),
  objectSid: v.string(),
  /** Key of the item of a Map; null for what is about a Map or a Document as a whole. */
  itemKey: v.nullable(v.string()),
  /** Of a Document its revision, of an item its number among the events of its Map, of a Map its revision. */
  revision: v.string(),
  /** Of the token that made it. */
  identity: v.string(),
  /** Sync's name for the client that made it; null for what was made over REST. */
  endpointId: v.nullable(v.string()),
  /** What was written, masked as docs/activity.md tells; null where something was removed, or a Map made. */
  data: v.nullable(v.record(v.string(), v.unknown())),
});
export type ActivityChange = v.InferOutput<typeof ActivityChange>;

/** Answer of `GET /activity/changes`, the newest first. */
export const ActivityChangesAnswer = v.object({
  /** Changes are kept from here on: a range that begins before is answered in part. */
  keptSince: Instant,
  rows: v.array(ActivityChange),
});
export type ActivityChangesAnswer = v.InferOutput<typeof ActivityChangesAnswer>;
