import type { ChatSession, ChatUpdate } from './chat-connection';
import { createConversationView } from './conversation-view';
import { loadConversations } from './load-conversations';

/** A chat under way, and what is shown of it. */
export interface RunningChat {
  readonly conversationSid: string;
  readonly content: readonly Node[];
  readonly focus: () => void;
  readonly send: (text: string) => void;
  readonly close: () => void;
}

interface Options {
  readonly session: ChatSession;
  readonly twilsockUrl: string | null;
  readonly onUpdate: (update: ChatUpdate) => void;
  readonly onStartNew: () => void;
}

export function runChat({ session, twilsockUrl, onUpdate, onStartNew }: Options): RunningChat {
  const send = (text: string): void => {
    connection
      .then((opened) => opened.send(text))
      .catch(() => {
        view.notSent(text);
      });
  };
  const view = createConversationView({ onSend: send, onStartNew });
  const show = (update: ChatUpdate): void => {
    view.show(update);
    onUpdate(update);
  };
  const connection = loadConversations().then(({ connect }) => connect({ session, twilsockUrl, onUpdate: show }));
  connection.catch(() => {
    show({ status: 'failed', messages: [] });
  });
  return {
    conversationSid: session.conversationSid,
    content: view.content,
    focus: view.focus,
    send,
    close: () => {
      connection.then((opened) => opened.close()).catch(() => undefined);
    },
  };
}
