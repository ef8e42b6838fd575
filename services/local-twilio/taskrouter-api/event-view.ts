import { account } from '../base/account';
import { snakeCase } from '../base/snake-case';
import { fieldOf, type KeptEvent } from '../taskrouter/event-history';

/** Fields of the callback that the resource has beside `event_data`. */
const ENVELOPE = new Set([
  'Sid',
  'EventType',
  'EventDescription',
  'AccountSid',
  'ResourceType',
  'ResourceSid',
  'Timestamp',
  'TimestampMs',
]);

/** Collections of the resources that events are about. A transfer has none of its own. */
const COLLECTIONS: ReadonlyMap<string, string> = new Map([
  ['task', 'Tasks'],
  ['worker', 'Workers'],
  ['activity', 'Activities'],
  ['task-queue', 'TaskQueues'],
]);

/** An event as `/Events` describes it; `root` is the address of the workspace. Who acted is not known: the workspace. */
export function eventView(root: string, event: KeptEvent): object {
  const { sid, atMs, names, values } = event;
  const workspaceSid = fieldOf(event, 'WorkspaceSid');
  const data = names.flatMap((name, index) => (ENVELOPE.has(name) ? [] : [[snakeCase(name), values[index]] as const]));
  return {
    account_sid: account.accountSid,
    workspace_sid: workspaceSid,
    sid,
    event_type: fieldOf(event, 'EventType'),
    event_date: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
    event_date_ms: atMs,
    description: fieldOf(event, 'EventDescription'),
    event_data: Object.fromEntries(data),
    resource_type: fieldOf(event, 'ResourceType'),
    resource_sid: fieldOf(event, 'ResourceSid'),
    resource_url: resourceUrl(root, event),
    actor_type: 'workspace',
    actor_sid: workspaceSid,
    actor_url: root,
    source: 'twilio',
    source_ip_address: null,
    url: `${root}/Events/${sid}`,
  };
}

function resourceUrl(root: string, event: KeptEvent): string | null {
  const type = fieldOf(event, 'ResourceType') ?? '';
  const sid = fieldOf(event, 'ResourceSid') ?? '';
  if (type === 'reservation') return `${root}/Tasks/${fieldOf(event, 'TaskSid') ?? ''}/Reservations/${sid}`;
  const collection = COLLECTIONS.get(type);
  return collection === undefined ? null : `${root}/${collection}/${sid}`;
}
