import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { TaskQueueSid } from '../sid';
import { QUEUES_PATH } from './queue-detail-api';
import { QueueNow } from './queue-document';

/** `GET`: how a TaskQueue did, by window and channel; see {@link QueueFiguresAnswer}. */
export const queueFiguresPath = (taskQueueSid: TaskQueueSid): string => `${QUEUES_PATH}/${taskQueueSid}/figures`;

/** Waits in milliseconds of which that part of the answered visits waited no longer. */
export const WaitPercentiles = v.object({ p50: Count, p90: Count, p95: Count });
export type WaitPercentiles = v.InferOutput<typeof WaitPercentiles>;

const visitEntries = {
  offered: Count,
  answered: Count,
  answeredInTime: Count,
  abandoned: Count,
  shortAbandoned: Count,
  abandonedInTime: Count,
  flowedOut: Count,
  answerWaitMs: Count,
  /** Sum of the waits of the abandoned visits, in milliseconds. */
  abandonWaitMs: Count,
  /** Null without answers. */
  answerWaitPercentilesMs: v.nullable(WaitPercentiles),
};

/** Counts and sums of visits: those of a `QueueWindow`, and what only single visits can tell. */
export const VisitFigures = v.object(visitEntries);
export type VisitFigures = v.InferOutput<typeof VisitFigures>;

const handlingEntries = {
  /** Reservations that were completed after they were accepted: the divisor of talk, wrap-up and AHT. */
  handled: Count,
  /** Sum of their times from acceptance to wrap-up, hold included, in milliseconds. */
  talkMs: Count,
  /** Sum of their times in wrap-up, in milliseconds. */
  wrapMs: Count,
  /** Invitations that agents accepted: the divisor of the ring time. */
  accepted: Count,
  /** Sum of the times for which these had rung, in milliseconds. */
  ringMs: Count,
  /** Invitations that rang out. */
  missed: Count,
  /** Invitations that agents turned down. */
  rejected: Count,
};

/** Counts and sums of reservations: what agents made of the queue. */
export const HandlingFigures = v.object(handlingEntries);
export type HandlingFigures = v.InferOutput<typeof HandlingFigures>;

const figuresEntries = { ...visitEntries, ...handlingEntries };

/** How a queue did in a window of time, or one channel of it. */
export const WindowFigures = v.object(figuresEntries);
export type WindowFigures = v.InferOutput<typeof WindowFigures>;

/** For how long the agents of a queue were busy, and available: occupancy is the first by the second. */
export const Occupancy = v.object({
  /** Sum of the times with an accepted reservation, wrap-up counted and of whatever queue, in milliseconds. */
  busyMs: Count,
  /** Sum of the times with one, or in an activity that is available, in milliseconds. */
  busyOrAvailableMs: Count,
});
export type Occupancy = v.InferOutput<typeof Occupancy>;

export const FiguresWindow = v.picklist(['last15Minutes', 'last30Minutes', 'last60Minutes', 'today']);
export type FiguresWindow = v.InferOutput<typeof FiguresWindow>;

/** What a `QueueNow` says of tasks, for one channel, and who waits too long. Agents are of no channel. */
export const ChannelNow = v.object({
  channel: v.string(),
  ...v.omit(QueueNow, ['eligible', 'available', 'free']).entries,
  // Missing where the backend does not tell them.
  overThreshold: v.exactOptional(Count),
  nearThreshold: v.exactOptional(Count),
});
export type ChannelNow = v.InferOutput<typeof ChannelNow>;

/** Answer of `GET /queues/{WQ…}/figures`. Definitions: docs/metrics.md. */
export const QueueFiguresAnswer = v.object({
  taskQueueSid: TaskQueueSid,
  /** Instant of the newest event that is in it. */
  asOf: Instant,
  /** The instant it is stated for. */
  at: Instant,
  /** Of the channels that have an open task, by unique name. */
  now: v.array(ChannelNow),
  /** The shortest first. */
  windows: v.array(
    v.object({
      window: FiguresWindow,
      since: Instant,
      total: WindowFigures,
      /** Of the channels in which anything happened, by unique name. */
      channels: v.array(v.object({ channel: v.string(), ...figuresEntries })),
      /** Of the agents, who are of no channel. Missing where the backend does not tell it. */
      occupancy: v.optional(Occupancy),
    }),
  ),
});
export type QueueFiguresAnswer = v.InferOutput<typeof QueueFiguresAnswer>;
