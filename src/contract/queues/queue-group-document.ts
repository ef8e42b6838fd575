import * as v from 'valibot';
import { defineSyncDocument, type SyncDocumentRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import { QueueNow, QueueWindow } from './queue-document';

/** The windows of all queues added, and both sides of their service level, each by the formula of its queue. */
export const GroupWindow = v.object({ ...QueueWindow.entries, served: Count, judged: Count });
export type GroupWindow = v.InferOutput<typeof GroupWindow>;

/** Payload of the Document `queue-group.{id}`: the figures of all queues of a group that is kept, at most 1 KiB. */
export const QueueGroupDocument = v.object({
  ...payloadHeader(1),
  /** The instant these figures are stated for. */
  at: Instant,
  /** How many queues are in the group. */
  queues: Count,
  /** Tasks added; each agent counted once, however many of the queues it serves. */
  now: v.object({
    ...QueueNow.entries,
    /** Available ones that have an open reservation, of whatever queue. */
    busy: Count,
  }),
  last30Minutes: GroupWindow,
  today: v.object({ ...GroupWindow.entries, since: Instant }),
});
export type QueueGroupDocument = v.InferOutput<typeof QueueGroupDocument>;

/** The figures of a group of queues that is kept, each agent counted once, at most 1 KiB. Written by the backend, once a second at most; read by supervisors. */
export const queueGroupDocument = (groupId: string): SyncDocumentRef<QueueGroupDocument> =>
  defineSyncDocument(outboxKey({ kind: 'queue-group', groupId }), QueueGroupDocument);
