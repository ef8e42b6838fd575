import type { Twilio } from 'twilio';
import { inLanes } from '../base/in-lanes';
import type { Home } from '../ingest/home';
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
export async function readDirectory(client: Twilio, home: Home): Promise<Observation[]> {
  const workspace = client.taskrouter.v1.workspaces(home.workspaceSid);
  const activities = await workspace.activities.list({ pageSize: PAGE_SIZE });
  const taskQueues = await workspace.taskQueues.list({ pageSize: PAGE_SIZE });
  const workers = await workspace.workers.list({ pageSize: PAGE_SIZE });
  const channels = await inLanes(CONCURRENT_REQUESTS, workers, ({ sid }) => channelsOf(sid));
  return [
    ...activities.map((activity): Observation => {
      const { sid, friendlyName: name, available, dateUpdated } = activity;
      return { kind: 'activity', sid, name, available, updatedAtMs: dateUpdated.getTime(), ...foreign(activity) };
    }),
    ...taskQueues.map((queue): Observation => {
      const { sid, friendlyName: name, targetWorkers, dateUpdated } = queue;
      return { kind: 'task-queue', sid, name, targetWorkers, updatedAtMs: dateUpdated.getTime(), ...foreign(queue) };
    }),
    ...workers.map((worker): Observation => {
      const { sid, friendlyName: name, attributes, activitySid, dateUpdated, dateStatusChanged } = worker;
      const updatedAtMs = Math.max(dateUpdated.getTime(), (dateStatusChanged as Date | null)?.getTime() ?? 0);
      return { kind: 'worker', sid, name, attributes, activitySid, updatedAtMs, ...foreign(worker) };
    }),
    ...channels.flat(),
  ];

  async function channelsOf(workerSid: string): Promise<ObservedWorkerChannel[]> {
    const ofWorker = await workspace.workers(workerSid).workerChannels.list({ pageSize: PAGE_SIZE });
    return ofWorker.map((channel) => ({
      kind: 'worker-channel',
      workerSid,
      uniqueName: channel.taskChannelUniqueName,
      capacity: channel.configuredCapacity,
      available: channel.available,
      updatedAtMs: channel.dateUpdated.getTime(),
      ...foreign(channel),
    }));
  }

  /** Nothing of what is ours, so that an observation of it stays the one that is stored. */
  function foreign({ accountSid, workspaceSid }: Home): Pick<Observation, 'origin'> {
    const isOurs = accountSid === home.accountSid && workspaceSid === home.workspaceSid;
    return isOurs ? {} : { origin: { accountSid, workspaceSid } };
  }
}
