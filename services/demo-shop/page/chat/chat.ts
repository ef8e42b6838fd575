import type { Shop } from '../shop';
import { createChatCorner } from './chat-corner';
import type { ChatSession, ChatUpdate } from './chat-connection';
import { runChat, type RunningChat } from './running-chat';
import { focusStartForm, startForm } from './start-form';

/** Where customers talk with the shop. It stays while the pages of the shop change. */
export interface Chat {
  readonly element: HTMLElement;
  /** Follows what the shop remembers: a chat is begun and ended there, by another tab, too. */
  readonly update: () => void;
}

/** @param twilsockUrl null: Twilio's */
export function createChat(shop: Shop, twilsockUrl: string | null): Chat {
  let running: RunningChat | null = null;
  let messages: ChatUpdate['messages'] = [];
  const corner = createChatCorner((isOpen) => {
    corner.show(isOpen);
    changeSession(shop, (chat) => ({ ...chat, isOpen }));
    follow();
    if (isOpen) focus();
  });

  const focus = (): void => {
    if (running === null) focusStartForm(shop);
    else running.focus();
  };

  /** Tells what came while nobody looked; what is looked at is seen. */
  function follow(): void {
    const newest = messages.at(-1)?.index ?? -1;
    const { seen = newest } = shop.state().chat ?? {};
    if (corner.isOpen() && newest > seen) changeSession(shop, (chat) => ({ ...chat, seen: newest }));
    const unseen = corner.isOpen() ? 0 : messages.filter(({ isOwn, index }) => !isOwn && index > seen).length;
    if (corner.mark(unseen) && unseen > 0) shop.announce('There is a new message in the chat.');
  }

  const begin = (): void => {
    corner.fill([startForm(shop, (message) => running?.send(message))]);
  };
  const run = (session: ChatSession): RunningChat =>
    runChat({
      ...{ session, twilsockUrl },
      onUpdate: (update) => {
        if (running?.conversationSid !== session.conversationSid) return;
        ({ messages } = update);
        follow();
      },
      onStartNew: () => {
        forgetSession(shop);
      },
    });

  begin();
  return {
    element: corner.element,
    update: () => {
      const session = liveSession(shop);
      if (session?.conversationSid === running?.conversationSid) return;
      const hadFocus = corner.hasFocus();
      running?.close();
      messages = [];
      running = session === null ? null : run(session);
      if (running === null) begin();
      else corner.fill(running.content);
      if (session !== null) corner.show(session.isOpen);
      follow();
      if (hadFocus) focus();
    },
  };
}

/** A chat whose token has run out is over. */
function liveSession(shop: Shop): ChatSession | null {
  const { chat } = shop.state();
  return chat !== null && chat.expiresAt > Date.now() ? chat : null;
}

const forgetSession = (shop: Shop): void => {
  shop.change((state) => ({ ...state, chat: null }));
};

function changeSession(shop: Shop, change: (chat: ChatSession) => ChatSession): void {
  if (shop.state().chat === null) return;
  shop.change((state) => ({ ...state, chat: state.chat === null ? null : change(state.chat) }));
}
