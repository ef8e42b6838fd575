import { Client, type Conversation, type Message } from '@twilio/conversations';
import type { ChatConnection, ChatMessage, ChatStatus, ConnectOptions } from './chat-connection';

// A bundle of its own, see `load-conversations.ts`: the SDK is larger than the rest of the page.

/** Messages that are shown of a chat that was begun before. */
const SHOWN = 100;

/** Takes part in a conversation with Twilio's own SDK. */
export function connect({ session, twilsockUrl, onUpdate }: ConnectOptions): ChatConnection {
  const { conversationSid, identity, token } = session;
  const client = new Client(token, {
    logLevel: 'silent',
    ...(twilsockUrl === null ? {} : { Twilsock: { uri: twilsockUrl } }),
  });
  const messages = new Map<number, ChatMessage>();
  let [isOpened, isEnded] = [false, false];
  const status = (): ChatStatus => {
    if (isEnded) return 'ended';
    if (!isOpened) return 'connecting';
    return client.connectionState === 'connected' ? 'live' : 'interrupted';
  };
  const tell = (): void => {
    onUpdate({ status: status(), messages: [...messages.values()].sort((one, other) => one.index - other.index) });
  };
  const end = (): void => {
    isEnded = true;
    tell();
  };
  const keep = ({ index, body, author, dateCreated }: Message): void => {
    const at = (dateCreated ?? new Date()).getTime();
    messages.set(index, { index, text: body ?? '', isOwn: author === identity, at });
  };

  client.on('connectionStateChanged', (state) => {
    // The token is not accepted, or not any more: nobody comes back into this chat.
    if (state === 'denied') end();
    else tell();
  });

  const opened = (async (): Promise<Conversation> => {
    const conversation = await client.getConversationBySid(conversationSid);
    conversation.on('messageAdded', (message) => {
      keep(message);
      tell();
    });
    conversation.on('updated', () => {
      if (isClosed(conversation)) end();
    });
    for (const message of (await conversation.getMessages(SHOWN)).items) keep(message);
    isOpened = true;
    if (isClosed(conversation)) end();
    else tell();
    return conversation;
  })();
  // Without a connection the SDK waits: what it is refused is not there, or not this customer's.
  opened.catch(end);

  return {
    send: async (text) => {
      await (await opened).sendMessage(text);
    },
    close: () => {
      void client.shutdown();
    },
  };
}

const isClosed = ({ state }: Conversation): boolean => state?.current === 'closed';
