import type { Twilio } from 'twilio';
import { inLanes } from '../in-lanes';
import type { Observation, ObservedWorkerChannel } from '../ingest/normalize-directory';

const PAGE_SIZE = 1_000;
/** TaskRouter lists the channels of one worker at a time; this many requests run at once. */
const CONCURRENT_REQUESTS = 8;

/**
 * The workspace as TaskRouter's REST API tells it now: queues, workers and activities from before the first event
 * callback. Reads every page.
 *
 * @throws TwilioRequestError when TaskRouter does not answer, or refuses the credentials
 */
export async function readDirectory(client: Twilio, workspaceSid: string): Promise<Observation[]> {
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const activities = await workspace.activities.list({ pageSize: PAGE_SIZE });
  const taskQueues = await workspace.taskQueues.list({ pageSize: PAGE_SIZE });
  const workers = await workspace.workers.list({ pageSize: PAGE_SIZE });
  const channels = await inLanes(CONCURRENT_REQUESTS, workers, ({ sid }) => channelsOf(sid));
  return [
    ...activities.map(({ sid, friendlyName, available, dateUpdated }): Observation => {
      return { kind: 'activity', sid, name: friendlyName, available, updatedAtMs: dateUpdated.getTime() };
    }),
    ...taskQueues.map(({ sid, friendlyName, targetWorkers, dateUpdated }): Observation => {
      return { kind: 'task-queue', sid, name: friendlyName, targetWorkers, updatedAtMs: dateUpdated.getTime() };
    }),
    ...workers.map(({ sid, friendlyName, attributes, activitySid, dateUpdated, dateStatusChanged }): Observation => {
      const updatedAtMs = Math.max(dateUpdated.getTime(), (dateStatusChanged as Date | null)?.getTime() ?? 0);
      return { kind: 'worker', sid, name: friendlyName, attributes, activitySid, updatedAtMs };
    }),
    ...channels.flat(),
  ];

  async function channelsOf(workerSid: string): Promise<ObservedWorkerChannel[]> {
    const ofWorker = await workspace.workers(workerSid).workerChannels.list({ pageSize: PAGE_SIZE });
    return ofWorker.map(({ taskChannelUniqueName, configuredCapacity, available, dateUpdated }) => ({
      kind: 'worker-channel',
      workerSid,
      uniqueName: taskChannelUniqueName,
      capacity: configuredCapacity,
      available,
      updatedAtMs: dateUpdated.getTime(),
    }));
  }
}
