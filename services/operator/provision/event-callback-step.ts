import { EVENT_STREAMS_PATH, isSameAddress, TASK_ROUTER_PATH } from '../account/addresses';
import { readEventStream } from '../account/event-stream';
import { readingOf } from '../account/reading';
import { eventStreamSteps } from './event-stream-step';
import type { Installation } from './installation';
import { CannotProvision, type Step } from './step';

const NAME = 'event callback';

/** The ways in which events come to the backend: the workspace's event callback, Event Streams, or both. */
export async function eventSteps(installation: Installation): Promise<readonly Step[]> {
  const { client, publicBaseUrl, usesEventStreams } = installation;
  const reading = await readingOf(readEventStream(client, publicBaseUrl + EVENT_STREAMS_PATH));
  // Who does not want it need not be able to read it.
  if (reading.kind !== 'read' && usesEventStreams) throw new CannotProvision('Event Streams could not be read.');
  const stream = reading.kind === 'read' ? reading.value : null;
  const isStreamed = usesEventStreams || stream !== null;
  return [await eventCallbackStep(installation, isStreamed), ...(await eventStreamSteps(installation, stream))];
}

/**
 * A workspace has one event callback URL, and somebody may live by it: only an empty one is set, and not even that where
 * events come another way.
 */
async function eventCallbackStep(installation: Installation, isStreamed: boolean): Promise<Step> {
  const { client, workspaceSid, publicBaseUrl } = installation;
  const workspace = client.taskrouter.v1.workspaces(workspaceSid);
  const reading = await readingOf(workspace.fetch());
  if (reading.kind !== 'read') {
    throw new CannotProvision('The account has no workspace TWILIO_WORKSPACE_SID: set the one that Flex uses.');
  }
  const ours = publicBaseUrl + TASK_ROUTER_PATH;
  const url = (reading.value.eventCallbackUrl as string | null) ?? '';
  if (url !== '' && isSameAddress(url, ours)) {
    return { kind: 'done', name: NAME, says: `${workspaceSid} calls the backend` };
  }
  if (isStreamed) return { kind: 'done', name: NAME, says: `${whose(workspaceSid, url)}, and stays so` };
  if (url === '') {
    return {
      kind: 'change',
      name: NAME,
      says: `set the event callback URL of ${workspaceSid}, which has none, to ${ours}`,
      apply: async () => {
        await workspace.update({ eventCallbackUrl: ours });
        return `${workspaceSid} calls ${ours}.`;
      },
    };
  }
  return {
    kind: 'foreign',
    name: NAME,
    says: `${whose(workspaceSid, url)}.`,
    instead: `Run this with --event-streams: Event Streams brings the events too, and the callback stays. Or, if nobody needs it, set it to ${ours} yourself (Console > TaskRouter > Workspaces > Settings).`,
  };
}

const whose = (workspaceSid: string, url: string): string =>
  url === ''
    ? `${workspaceSid} calls nobody with its events`
    : `${workspaceSid} calls another address with its events (${url})`;
