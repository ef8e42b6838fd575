import { account } from '../base/account';
import { parseJson } from '../base/json';
import { hasCapacity } from '../taskrouter/routing';
import type { NewTask } from '../taskrouter/task-intake';
import type { TaskRouter } from '../taskrouter/task-router';
import { chatErrors } from './chat-error';
import type { BegunConversation, ChatTasks } from './chat-tasks';

/** What the server of a web page tells when one of its visitors wants to chat. */
export interface WebVisitor {
  readonly addressSid: string;
  readonly chatName?: string;
  readonly customerName?: string;
  /** JSON text. */
  readonly preEngagementData?: string;
  /** A new one by default. */
  readonly identity?: string;
}

/** Chats that visitors of a web page begin. */
export interface WebChats {
  /** Opens the conversation; the task comes with the visitor's first message. @throws ChatError 45744, 45745, 45731 */
  start(visitor: WebVisitor): BegunConversation;
  /** Forgets who has not written yet, as the engines do. */
  clear(): void;
}

type PreEngagement = Readonly<Record<string, unknown>>;

/** What was told of a visitor, until the first message. */
interface Waiting extends BegunConversation {
  readonly name: string;
  readonly preEngagement: PreEngagement | null;
}

const MAX_PRE_ENGAGEMENT_BYTES = 16_384;

export function createWebChats(chatTasks: ChatTasks): WebChats {
  const { chat } = chatTasks;
  const waiting = new Map<string, Waiting>();

  chat.onMessage(({ sid }) => {
    const begun = waiting.get(sid);
    if (begun === undefined) return;
    waiting.delete(sid);
    chatTasks.createTaskOf(begun, sentToFlex(begun, chatTasks.router));
  });

  return {
    start({ addressSid, chatName, customerName, preEngagementData, identity }) {
      if (addressSid !== account.webChatAddressSid) throw chatErrors.addressNotFound(addressSid);
      const preEngagement = preEngagementData === undefined ? null : parsePreEngagement(preEngagementData);
      const name = customerName ?? 'Customer';
      const begun = chat.open({
        friendlyName: chatName ?? name,
        attributes: JSON.stringify({ channelType: 'web', ...told(preEngagement) }),
        ...(identity === undefined ? {} : { identity }),
        userName: name,
      });
      waiting.set(begun.conversation.sid, { ...begun, name, preEngagement });
      return begun;
    },
    clear() {
      waiting.clear();
    },
  };
}

const told = (data: PreEngagement | null): object => (data === null ? {} : { pre_engagement_data: data });

/** @throws ChatError 45731, 45745 */
function parsePreEngagement(text: string): PreEngagement {
  if (Buffer.byteLength(text) > MAX_PRE_ENGAGEMENT_BYTES) throw chatErrors.preEngagementTooLarge();
  try {
    const data: unknown = parseJson(text);
    // Attributes hold it one level deeper, and must be JSON that can be read, too.
    parseJson(JSON.stringify({ data }));
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as PreEngagement;
  } catch {
    // Answered as what is JSON and no object.
  }
  throw chatErrors.badWebChat('PreEngagementData is no JSON object');
}

/**
 * The Studio flow behind the address: its Send to Flex widget. On Twilio each account has a flow of its own; what ours takes
 * out of the pre-engagement data is in SPEC.md.
 */
function sentToFlex({ customer: { identity }, name, preEngagement }: Waiting, router: TaskRouter): NewTask {
  const { queues, workers } = router.state;
  const isNamed = (key: string, { sid, friendlyName }: { sid: string; friendlyName: string }): boolean =>
    [sid, friendlyName].includes(textIn(preEngagement, key) ?? '');
  const [firstQueue] = queues.values();
  const queue = [...queues.values()].find((each) => isNamed('queue', each)) ?? firstQueue;
  const channel = router.channel('chat');
  const worker = [...workers.values()].find((each) => isNamed('worker', each));
  const attributes = {
    ...told(preEngagement),
    channelType: 'web',
    customerAddress: identity,
    from: textIn(preEngagement, 'friendlyName') ?? name,
    name,
    customerName: name,
    ...(queue === undefined ? {} : { queue: queue.friendlyName }),
  };
  return {
    channel,
    attributes: JSON.stringify(attributes),
    // TaskRouter refuses a target without capacity; anybody may then take the chat.
    ...(worker !== undefined && hasCapacity(worker, channel.uniqueName) ? { routingTarget: worker } : {}),
  };
}

function textIn(data: PreEngagement | null, key: string): string | undefined {
  const value = data !== null && Object.hasOwn(data, key) ? data[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
