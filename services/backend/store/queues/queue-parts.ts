import { sql, type RawBuilder } from 'kysely';

// What a queue's Document and the answers about it are both counted from: one wording, so that they cannot disagree.

/** Channels of the tasks that ever entered queues: `queue_sid`, `names`. */
export const channelsSeen = (ofQueues: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  SELECT queue_sid, json_agg(channel ORDER BY channel) AS names FROM queue_channel
  WHERE queue_sid = ${ofQueues} AND tasks > 0 GROUP BY queue_sid`;

/** Open tasks whose latest visit is in queues, by phase and channel: `queue_sid`, `tasks` (the domain's `OpenTasks`). */
export const openTasks = (ofQueues: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  SELECT queue_sid, json_agg(json_build_object(
    'phase', phase, 'channel', channel, 'count', n, 'enteredAtMs', entered_at, 'createdAtMs', created_at
  )) AS tasks
  FROM (
    SELECT queue_sid, phase, channel, count(*) AS n, min(entered_at) AS entered_at,
      min(coalesce(created_at, entered_at)) AS created_at
    FROM task WHERE queue_sid = ${ofQueues} AND is_open GROUP BY 1, 2, 3
  ) AS t GROUP BY queue_sid`;

/** Open reservations of a worker by channel: `by_channel`, null without any. */
export const openLoad = (workerSid: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  SELECT json_object_agg(channel, open) AS by_channel FROM (
    SELECT channel, count(*) AS open FROM reservation WHERE worker_sid = ${workerSid} AND is_open GROUP BY channel
  ) AS c`;
