import type { AgentQueues, QueueBrief, TaskQueueSid, WorkerSid } from '@flex-sync-suite/shared/contract';
import { bytesOf, shortened } from '../../domain/shortened';
import { newestEventAt } from '../../store/events';
import { readFollowedQueues, workersFollowing } from '../../store/queues/queue-readers';
import type { ClaimedObject } from '../../store/outbox/sync-objects';
import type { Projected, ProjectionContext } from '../projection';
import { BOARD_TTL_SECONDS, LIBRARY_TTL_SECONDS } from '../writes/lifetime';
import { projectDocument, removeDocument } from '../writes/project-document';

/** Names in Twilio have 64 characters at most; an event may tell anything. */
const NAME_BYTES = 400;

/** What agents may see of a queue, while one of those who are eligible for it follows it. */
export async function projectBrief(
  context: ProjectionContext,
  object: ClaimedObject,
  taskQueueSid: TaskQueueSid,
): Promise<Projected> {
  const followers = await workersFollowing(context.database.kysely, taskQueueSid);
  const state = followers.length === 0 ? null : await context.reads.queue(taskQueueSid);
  if (state === null) return removeDocument(context, object);
  const { name, figures } = state;
  const { asOf, now } = figures;
  const excess = bytesOf(name) - NAME_BYTES;
  const payload = (v: number): QueueBrief => ({
    ...{ schema: 1, v, asOf, name: excess > 0 ? shortened(name, excess) : name },
    ...{ waiting: now.queued + now.ringing, oldestWaitingSince: now.oldestWaitingSince },
  });
  return projectDocument(context, object, { payload, ttlSeconds: BOARD_TTL_SECONDS });
}

/** Which queues an agent is eligible for, once she asked: those whose briefs she may read. */
export async function projectAgentQueues(
  context: ProjectionContext,
  object: ClaimedObject,
  workerSid: WorkerSid,
): Promise<Projected> {
  const { database, clock } = context;
  const followed = await readFollowedQueues(database.kysely, workerSid);
  if (followed === null) return removeDocument(context, object);
  const asOf = new Date((await newestEventAt(database.kysely)) ?? clock.now()).toISOString();
  const { readable, eligible } = followed;
  const payload = (v: number): AgentQueues => ({ schema: 1, v, asOf, taskQueueSids: [...readable], eligible });
  // Fifty SIDs are 2 KiB, written when an agent's skills change.
  return projectDocument(context, object, { payload, ttlSeconds: LIBRARY_TTL_SECONDS, budgetBytes: 2_048 });
}
