import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { TaskQueueSid } from '../sid';
import { QUEUES_PATH } from './queue-detail-api';

/** `GET`: what became of the visits of a TaskQueue, by window and channel; see {@link QueueFiguresAnswer}. */
export const queueFiguresPath = (taskQueueSid: TaskQueueSid): string => `${QUEUES_PATH}/${taskQueueSid}/figures`;

/** Waits in milliseconds of which that part of the answered visits waited no longer. */
export const WaitPercentiles = v.object({ p50: Count, p90: Count, p95: Count });

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

export const FiguresWindow = v.picklist(['last15Minutes', 'last30Minutes', 'last60Minutes', 'today']);
export type FiguresWindow = v.InferOutput<typeof FiguresWindow>;

/** Answer of `GET /queues/{WQ…}/figures`. Definitions: docs/metrics.md. */
export const QueueFiguresAnswer = v.object({
  taskQueueSid: TaskQueueSid,
  /** Instant of the newest event that is in it. */
  asOf: Instant,
  /** The instant it is stated for. */
  at: Instant,
  /** The shortest first. */
  windows: v.array(
    v.object({
      window: FiguresWindow,
      since: Instant,
      total: VisitFigures,
      /** Of the channels that had any visit in it, by unique name. */
      channels: v.array(v.object({ channel: v.string(), ...visitEntries })),
    }),
  ),
});
export type QueueFiguresAnswer = v.InferOutput<typeof QueueFiguresAnswer>;
