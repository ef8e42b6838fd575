import { button, el } from '../dom';

/** The button in the corner of the page, and the panel that it opens. */
export interface ChatCorner {
  readonly element: HTMLElement;
  readonly isOpen: () => boolean;
  readonly hasFocus: () => boolean;
  readonly show: (isOpen: boolean) => void;
  readonly fill: (content: readonly Node[]) => void;
  /** How many messages wait to be seen. @returns whether this is news */
  readonly mark: (unseen: number) => boolean;
}

/** `onToggle`: the customer wants it open or closed. */
export function createChatCorner(onToggle: (isOpen: boolean) => void): ChatCorner {
  const content = el('div');
  const close = (): void => {
    onToggle(false);
    toggle.focus();
  };
  const panel = el(
    'section',
    {
      with: { id: 'chat', hidden: true, 'aria-labelledby': 'chat-title' },
      on: {
        keydown: (event) => {
          if (event instanceof KeyboardEvent && event.key === 'Escape') close();
        },
      },
    },
    el(
      'div',
      { with: { class: 'chat-head' } },
      el('h2', { with: { id: 'chat-title' } }, 'Chat with the shop'),
      button('Close', close, { 'aria-label': 'Close the chat' }),
    ),
    content,
  );
  const toggle = button(
    labelFor(0),
    () => {
      onToggle(panel.hidden);
    },
    { class: 'primary', 'aria-expanded': 'false', 'aria-controls': 'chat' },
  );
  return {
    element: el('aside', { with: { class: 'chat', 'aria-label': 'Chat' } }, panel, toggle),
    isOpen: () => !panel.hidden,
    hasFocus: () => panel.contains(document.activeElement),
    show: (isOpen) => {
      panel.hidden = !isOpen;
      toggle.setAttribute('aria-expanded', String(isOpen));
    },
    fill: (nodes) => {
      content.replaceChildren(...nodes);
    },
    mark: (unseen) => {
      const label = labelFor(unseen);
      if (toggle.textContent === label) return false;
      toggle.textContent = label;
      return true;
    },
  };
}

const labelFor = (unseen: number): string => (unseen === 0 ? 'Chat with us' : `Chat with us (${unseen} new)`);
