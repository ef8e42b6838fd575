import { fillField, focusField, form, refuse } from '../form';
import type { Shop } from '../shop';
import { startChat } from './start-chat';

const [NAME, MESSAGE] = ['chat-name', 'chat-message'] as const;

/** Asks for what a chat begins with; `onStarted` is given the first message, to be sent in the chat that the shop now has. */
export function startForm(shop: Shop, onStarted: (message: string) => void): HTMLElement {
  let isStarting = false;
  const start = async (name: string, message: string): Promise<void> => {
    if (isStarting) return;
    isStarting = true;
    try {
      const chat = await startChat(shop, name);
      shop.change((state) => ({ ...state, chat }));
      onStarted(message);
    } catch {
      refuse(MESSAGE, 'The chat could not be started. Please try again in a moment.');
    } finally {
      isStarting = false;
    }
  };
  return form({
    fields: [
      { name: NAME, label: 'Your name', autocomplete: 'name' },
      { name: MESSAGE, label: 'Your message', autocomplete: 'off' },
    ],
    submit: 'Start the chat',
    onSubmit: ({ [NAME]: name = '', [MESSAGE]: message = '' }) => {
      void start(name, message);
    },
  });
}

/** For a customer who begins to write: whose name the shop knows need not type it. */
export function focusStartForm(shop: Shop): void {
  const { customer } = shop.state();
  fillField(NAME, customer?.name ?? '');
  focusField(customer === null ? NAME : MESSAGE);
}
