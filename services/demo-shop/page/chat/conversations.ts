import { Client, type Conversation, type Message } from '@twilio/conversations';
import type { ChatConnection, ChatMessage, ChatStatus, ConnectOptions } from './chat-connection';

// A bundle of its own, see `load-conversations.ts`: the SDK is larger than the rest of the page.

/** Messages that are shown of a chat that was begun before. */
const SHOWN = 100;
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 30_000;

/** One start of the SDK. It holds a lost connection by itself, but gives up when it finds none at the start. */
interface Attempt {
  readonly client: Client;
  readonly opened: Promise<Conversation>;
}

/** Takes part in a conversation with Twilio's own SDK. */
export function connect({ session, twilsockUrl, onUpdate }: ConnectOptions): ChatConnection {
  const messages = new Map<number, ChatMessage>();
  let status: ChatStatus = 'connecting';
  let retryMs = FIRST_RETRY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (now: ChatStatus): void => {
    // The end is for good.
    if (status !== 'ended') status = now;
    onUpdate({ status, messages: [...messages.values()].sort((one, other) => one.index - other.index) });
  };

  const keep = (message: Message): void => {
    messages.set(message.index, messageOf(message, session.identity));
  };

  function begin(): Attempt {
    const client = new Client(session.token, {
      logLevel: 'silent',
      ...(twilsockUrl === null ? {} : { Twilsock: { uri: twilsockUrl } }),
    });
    const opened = open(client, session.conversationSid, keep, tell);
    opened.catch((error: unknown) => {
      if (client.connectionState === 'denied' || isRefusal(error)) {
        tell('ended');
        return;
      }
      tell('interrupted');
      void shutDown(client);
      timer = setTimeout(() => {
        attempt = begin();
      }, retryMs);
      retryMs = Math.min(2 * retryMs, MAX_RETRY_MS);
    });
    return { client, opened };
  }

  let attempt = begin();
  return {
    send: async (text) => {
      const { client, opened } = attempt;
      const conversation = await opened;
      // The SDK would keep it until there is a connection, and nobody could tell whether it was sent.
      if (client.connectionState !== 'connected') throw new Error('There is no connection');
      await conversation.sendMessage(text);
    },
    close: () => {
      clearTimeout(timer);
      return shutDown(attempt.client);
    },
  };
}

/** Opens the conversation, keeps its messages, and tells how it stands whenever that changes. */
async function open(
  client: Client,
  conversationSid: string,
  keep: (message: Message) => void,
  tell: (status: ChatStatus) => void,
): Promise<Conversation> {
  const conversation = await client.getConversationBySid(conversationSid);
  const tellNow = (): void => {
    tell(statusOf(conversation, client));
  };
  conversation.on('messageAdded', (message) => {
    keep(message);
    tellNow();
  });
  conversation.on('updated', tellNow);
  for (const message of (await conversation.getMessages(SHOWN)).items) keep(message);
  client.on('connectionStateChanged', tellNow);
  tellNow();
  return conversation;
}

const messageOf = ({ index, body, author, dateCreated }: Message, identity: string): ChatMessage => ({
  index,
  text: body ?? '',
  isOwn: author === identity,
  at: (dateCreated ?? new Date()).getTime(),
});

function statusOf({ state }: Conversation, { connectionState }: Client): ChatStatus {
  // The token of a client who is denied is not accepted any more: nobody comes back into this chat with it.
  if (state?.current === 'closed' || connectionState === 'denied') return 'ended';
  return connectionState === 'connected' ? 'live' : 'interrupted';
}

/** What Twilio says about the conversation, and no connection that failed. */
function isRefusal(error: unknown): boolean {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
}

/** One that never connected cannot be shut down, and need not. */
const shutDown = (client: Client): Promise<void> => client.shutdown().catch(() => undefined);
