import * as v from 'valibot';
import { defineSyncMap, type SyncMapRef } from '../define-sync';
import { outboxKey } from '../object-names';
import { Count, Instant, payloadHeader } from '../payload';
import { ReservationSid, TaskQueueSid, TaskSid, type WorkerSid, WorkerSid as WorkerSidSchema } from '../sid';

/** Rows of one agent that Sync holds at most: the newest. Older ones come from `GET /recent-calls`. */
export const MAX_RECENT_CALLS_IN_SYNC = 200;

/**
 * What became of a reservation.
 * `ringing`, `talking` and `wrapping` are calls in progress; `answered` was handled to its end by this agent;
 * `transferred` was handled and then handed on; `missed` rang until its timeout, or until the customer left (`missedBecause`
 * tells); `canceled` is an outbound one that ended while it rang; `rescinded` was taken back because another agent answered
 * or the offer was withdrawn.
 */
export const CallOutcome = v.picklist([
  'ringing',
  'talking',
  'wrapping',
  'answered',
  'transferred',
  'missed',
  'rejected',
  'canceled',
  'rescinded',
]);
export type CallOutcome = v.InferOutput<typeof CallOutcome>;

/** The agent on the other side of a transfer; the name is null when no event told it. */
const TransferParty = v.object({ workerSid: v.nullable(WorkerSidSchema), name: v.nullable(v.string()) });

/** Who handed the task over (`from`, on the receiver's row) or took it on (`to`, on the sender's row). */
export const CallTransfer = v.object({
  mode: v.picklist(['cold', 'warm']),
  from: v.nullable(TransferParty),
  to: v.nullable(TransferParty),
});
export type CallTransfer = v.InferOutput<typeof CallTransfer>;

/** The colleague who answered a task that this agent missed, and when. */
const Answerer = v.object({ ...TransferParty.entries, at: Instant });

/** The customer. `address` is a phone number or chat address; masked ones keep their last digits: `+1•••••••0001`. */
export const CallParty = v.object({
  address: v.nullable(v.string()),
  isMasked: v.boolean(),
  name: v.nullable(v.string()),
});
export type CallParty = v.InferOutput<typeof CallParty>;

/** Fields that {@link RecentCall} may carry shortened to stay within 1 KiB. */
export const CuttableField = v.picklist(['name', 'queueName', 'note', 'disposition', 'address', 'transfer']);

/** One reservation of one agent, as Sync and `GET /recent-calls` carry it. At most 1 KiB. */
export const RecentCall = v.object({
  ...payloadHeader(1),
  reservationSid: ReservationSid,
  taskSid: TaskSid,
  direction: v.picklist(['inbound', 'outbound']),
  /** Task channel unique name: `voice`, `chat`, `sms`, … */
  channel: v.string(),
  outcome: CallOutcome,
  /** Of a missed call: it rang until its timeout, or the customer left while it rang. Absent otherwise. */
  missedBecause: v.optional(v.picklist(['no-answer', 'customer-left'])),
  party: CallParty,
  /** Our own number or address that the customer used: the caller ID of a call back. */
  line: v.nullable(v.string()),
  taskQueueSid: v.nullable(TaskQueueSid),
  queueName: v.nullable(v.string()),
  /** When the reservation was offered. Rows are ordered by it. */
  createdAt: Instant,
  taskCreatedAt: v.nullable(Instant),
  /** When the task entered the queue it was offered from. */
  enteredAt: v.nullable(Instant),
  acceptedAt: v.nullable(Instant),
  wrapupAt: v.nullable(Instant),
  /** When the reservation ended, whatever its outcome. */
  endedAt: v.nullable(Instant),
  /** Present when nobody told of the end: `endedAt` is then when the call was found to be over, and it may be earlier. */
  isEndEstimated: v.optional(v.literal(true)),
  transfer: v.nullable(CallTransfer),
  /** For a missed call whose task was answered after all: who did. Absent otherwise. */
  answeredBy: v.optional(Answerer),
  /** For a missed call: when a later contact with the same party, of another task, was answered or connected. */
  returnedAt: v.nullable(Instant),
  disposition: v.nullable(v.string()),
  note: v.nullable(v.string()),
  /** Counts the edits of note and disposition; `PATCH` names the one it saw. */
  notesRevision: Count,
  /** Names of the fields that were shortened; the whole text is in `GET /recent-calls`. */
  cut: v.array(CuttableField),
});
export type RecentCall = v.InferOutput<typeof RecentCall>;

/** The newest calls of one agent, keyed by reservation SID. Written by the backend, read by that agent. */
export const recentCallsMap = (workerSid: WorkerSid): SyncMapRef<RecentCall> =>
  defineSyncMap(outboxKey({ kind: 'recent-calls', workerSid }), RecentCall, { scope: 'personal' });
