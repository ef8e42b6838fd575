import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { CallOutcome, RecentCall } from './recent-call';

/**
 * Path of the agent's own calls. One call is `${RECENT_CALLS_PATH}/{WR…}`: `GET` answers the whole {@link RecentCall}, 404
 * for a call that is not the caller's; its number is `…/{WR…}/reveal`.
 */
export const RECENT_CALLS_PATH = '/recent-calls';

/** Longest note, in characters. */
export const MAX_NOTE_LENGTH = 4_000;
/** Longest disposition, in characters. */
export const MAX_DISPOSITION_LENGTH = 100;

/** Query of `GET /recent-calls`: the caller's own calls, newest first. */
export const RecentCallsQuery = v.object({
  /** Opaque; `next` of the page before. */
  before: v.optional(v.string()),
  /** Rows a page; defaults to 50. */
  limit: v.optional(v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1), v.maxValue(200))),
  direction: v.optional(v.picklist(['inbound', 'outbound'])),
  outcome: v.optional(CallOutcome),
  /** Only calls offered at or after this instant. */
  since: v.optional(Instant),
  /** Only calls offered before this instant. */
  until: v.optional(Instant),
  /** Text to find in number, name, queue, outcome and note; case does not matter. */
  search: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
export type RecentCallsQuery = v.InferOutput<typeof RecentCallsQuery>;

/** Answer of `GET /recent-calls`; `next` is null on the last page. */
export const RecentCallsPage = v.object({ calls: v.array(RecentCall), next: v.nullable(v.string()) });
export type RecentCallsPage = v.InferOutput<typeof RecentCallsPage>;

/** Body of `PATCH /recent-calls/{WR}`; an absent field stays, null clears it. Answers the new {@link RecentCall}. */
export const RecentCallPatch = v.object({
  /** `notesRevision` of the row that was edited; another value answers 409 with the row as it is now. */
  notesRevision: Count,
  note: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MAX_NOTE_LENGTH)))),
  disposition: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(MAX_DISPOSITION_LENGTH)))),
});
export type RecentCallPatch = v.InferOutput<typeof RecentCallPatch>;

/** Body of a 409 answer to `PATCH /recent-calls/{WR}`: the usual error and the row as it is now. */
export const RecentCallConflict = v.object({
  code: v.literal('conflict'),
  message: v.string(),
  requestId: v.string(),
  current: RecentCall,
});

/** Answer of `POST /recent-calls/{WR}/reveal`; the backend writes an audit record of each. */
export const RevealedParty = v.object({ address: v.nullable(v.string()) });
