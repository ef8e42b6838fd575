import * as v from 'valibot';
import { Count, Instant } from '../payload';
import { TaskQueueSid } from '../sid';
import { QUEUES_PATH, WaitsByThreshold } from './queue-detail-api';

/** `GET`: figures of every TaskQueue that their Documents have no room for, for a table that compares queues by them. */
export const FURTHER_FIGURES_PATH = `${QUEUES_PATH}/further-figures`;

/**
 * Counts and sums over a window of time that the Document of a queue has no room for. Each sum comes with its own divisor: the
 * Document is of another moment. Definitions: docs/metrics.md.
 */
export const HandlingWindow = v.object({
  /** Reservations that were completed after they were accepted: the divisor of talk and wrap-up. */
  handledReservations: Count,
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
  /** All visits that were given up, short ones too: the divisor of the mean abandon time. */
  abandonedVisits: Count,
  /** Sum of their waits, in milliseconds. */
  abandonWaitMs: Count,
});
export type HandlingWindow = v.InferOutput<typeof HandlingWindow>;

/** Of a window in which nothing happened. */
export const emptyHandling = (): HandlingWindow => ({
  ...{ handledReservations: 0, talkMs: 0, wrapMs: 0, accepted: 0, ringMs: 0, missed: 0, rejected: 0 },
  ...{ abandonedVisits: 0, abandonWaitMs: 0 },
});

/** Up to a few seconds old: all who ask share an answer. */
export const FurtherFigures = v.object({
  /** The instant it is stated for. */
  at: Instant,
  /** A queue of which there is nothing to count is not in it: all of its figures are 0. */
  queues: v.array(
    v.object({
      taskQueueSid: TaskQueueSid,
      now: WaitsByThreshold,
      last30Minutes: HandlingWindow,
      today: HandlingWindow,
    }),
  ),
});
export type FurtherFigures = v.InferOutput<typeof FurtherFigures>;
