import type { Twilio } from 'twilio';
import { EVENT_STREAMS_PATH, isSameAddress, TASK_ROUTER_PATH } from '../../account/addresses';
import { readEventStream, type EventStream } from '../../account/event-stream';
import { NEEDED_EVENT_TYPES } from '../../account/event-types';
import { readingOf } from '../../account/reading';
import { valueOf, type Settings } from '../../account/settings';
import { missing, right, unknown, wrong, type Finding } from '../finding';
import { UNREACHABLE, type Clients } from './account';
import { isFinding, needing } from './settings';

/** The TaskRouter workspace: whether it exists, and whether its events come to the backend. */
export async function checkWorkspace(settings: Settings, { byAuthToken }: Clients): Promise<Finding[]> {
  const check = 'workspace';
  const needed = needing(settings, check, ['TWILIO_WORKSPACE_SID']);
  if (isFinding(needed)) return [needed];
  if (isFinding(byAuthToken)) return [{ ...byAuthToken, check }];
  const reading = await readingOf(byAuthToken.taskrouter.v1.workspaces(needed.TWILIO_WORKSPACE_SID).fetch());
  switch (reading.kind) {
    case 'read': {
      const { friendlyName, eventCallbackUrl, eventsFilter } = reading.value;
      return [
        right(check, `The workspace is there: “${friendlyName}”.`),
        ...(await eventFindings(byAuthToken, { eventCallbackUrl, eventsFilter }, valueOf(settings, 'PUBLIC_BASE_URL'))),
        await checkWorkers(byAuthToken, needed.TWILIO_WORKSPACE_SID),
      ];
    }
    case 'missing': {
      const mend = 'In .env, set TWILIO_WORKSPACE_SID to the workspace that Flex uses (Console > TaskRouter).';
      return [wrong(check, 'The account has no workspace TWILIO_WORKSPACE_SID.', mend)];
    }
    case 'refused':
      return [unknown(check, 'Not looked at: Twilio refuses the auth token.')];
    case 'silent':
      return [unknown(check, `Twilio gave no answer: ${reading.reason}.`, UNREACHABLE)];
  }
}

interface EventCallback {
  /** The helper has null or an empty text where none is set. */
  readonly eventCallbackUrl: string | null;
  readonly eventsFilter: string | null;
}

/** The two ways in which events come. One is enough, and what the callback leaves out is its owner's affair then. */
async function eventFindings(
  client: Twilio,
  callback: EventCallback,
  publicBaseUrl: string | null,
): Promise<Finding[]> {
  const { eventCallbackUrl, eventsFilter } = callback;
  const ofCallback = callbackFinding(eventCallbackUrl, publicBaseUrl);
  if (publicBaseUrl === null) return [ofCallback, filterFinding(eventsFilter)];
  const reading = await readingOf(readEventStream(client, publicBaseUrl + EVENT_STREAMS_PATH));
  const stream = reading.kind === 'read' ? reading.value : null;
  if (stream === null) return [ofCallback, filterFinding(eventsFilter)];
  const isOurs = ofCallback.state === 'right';
  const says = 'The workspace does not call the backend with its events, as it need not: Event Streams brings them.';
  return [
    isOurs ? ofCallback : right(ofCallback.check, says),
    isOurs ? filterFinding(eventsFilter) : right('workspace.events', 'The events filter is not ours to set.'),
    streamFinding(stream),
  ];
}

function streamFinding({ sinkSid, missing: left }: EventStream): Finding {
  const check = 'workspace.event-streams';
  if (left.length === 0) return right(check, `Event Streams brings the events to the backend, by ${sinkSid}.`);
  const says = `The sink ${sinkSid} of Event Streams calls the backend, and is not subscribed to ${left.join(', ')}.`;
  return wrong(check, says, 'Run `npm run provision`, which adds them.');
}

/** @param url of the workspace; the helper has null or an empty text where none is set */
export function callbackFinding(url: string | null, publicBaseUrl: string | null): Finding {
  const check = 'workspace.event-callback';
  if (publicBaseUrl === null) return unknown(check, 'Not looked at: it needs PUBLIC_BASE_URL.');
  const ours = publicBaseUrl + TASK_ROUTER_PATH;
  if (url === null || url === '') {
    const says = 'The workspace has no event callback URL, so that no event reaches the backend.';
    return missing(check, says, 'Run `npm run provision`.');
  }
  if (isSameAddress(url, ours)) return right(check, 'The workspace calls the backend with its events.');
  return wrong(
    check,
    'The workspace calls another address with its events. It has one only, and somebody may live by it.',
    `Run \`npm run provision -- --event-streams\`, which leaves it as it is. If nobody needs it, set the event callback URL of the workspace to ${ours} instead; if PUBLIC_BASE_URL is wrong, correct that.`,
  );
}

export function filterFinding(eventsFilter: string | null): Finding {
  const check = 'workspace.events';
  const allowed = new Set((eventsFilter ?? '').split(',').map((type) => type.trim().toLowerCase()));
  allowed.delete('');
  const left = allowed.size === 0 ? [] : NEEDED_EVENT_TYPES.filter((type) => !allowed.has(type));
  if (left.length === 0) return right(check, 'The workspace sends every event that the figures are made of.');
  return wrong(
    check,
    `The workspace’s events filter leaves out ${left.join(', ')}, so that figures are wrong without an error.`,
    'Empty the events filter of the workspace (Console > TaskRouter > Workspaces > Settings), or tick these.',
  );
}

/** Attributes that are no JSON object break the routing of that worker, in Flex and here. */
async function checkWorkers(client: Twilio, workspaceSid: string): Promise<Finding> {
  const check = 'workspace.workers';
  const reading = await readingOf(client.taskrouter.v1.workspaces(workspaceSid).workers.list({ limit: MOST_WORKERS }));
  if (reading.kind !== 'read') return unknown(check, 'The workers could not be read.', UNREACHABLE);
  const bad = reading.value.filter(({ attributes }) => !isJsonObject(attributes)).map(({ sid }) => sid);
  if (bad.length > 0) {
    const says = `Attributes of ${String(bad.length)} of ${String(reading.value.length)} workers are no JSON object: ${bad.slice(0, 5).join(', ')}.`;
    return wrong(check, says, 'Correct them in the Twilio Console, TaskRouter > Workers.');
  }
  if (reading.value.length === 0) {
    return wrong(check, 'The workspace has no workers: nobody can sign in to Flex.', 'Is it the workspace of Flex?');
  }
  return right(check, `Attributes of ${String(reading.value.length)} workers are JSON objects.`);
}

/** A look, not an inventory: ten requests. */
const MOST_WORKERS = 1_000;

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
