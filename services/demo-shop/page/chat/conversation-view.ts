import { button, el } from '../dom';
import { fillField, focusField, form, refuse } from '../form';
import type { ChatMessage, ChatStatus, ChatUpdate } from './chat-connection';

export interface ConversationView {
  readonly content: readonly Node[];
  readonly show: (update: ChatUpdate) => void;
  /** Puts a text that was not sent back, with a sentence. */
  readonly notSent: (text: string) => void;
  readonly focus: () => void;
}

interface Options {
  readonly onSend: (text: string) => void;
  readonly onStartNew: () => void;
}

const FIELD = 'chat-message';

/** What was said, and the field to answer in. */
export function createConversationView({ onSend, onStartNew }: Options): ConversationView {
  const list = el('ol');
  // Around the list: a list that is a log would be none any more.
  const log = el('div', { with: { class: 'log', role: 'log', 'aria-label': 'Messages', tabindex: 0 } }, list);
  const status = el('p', { with: { class: 'hint', role: 'status' } }, sentenceFor('connecting', []));
  const startNew = button('Start a new chat', onStartNew, { class: 'primary', hidden: true });
  const composer = form({
    fields: [{ name: FIELD, label: 'Message', autocomplete: 'off' }],
    submit: 'Send',
    onSubmit: ({ [FIELD]: text = '' }) => {
      composer.reset();
      onSend(text);
    },
  });
  let hasEnded = false;
  const focus = (): void => {
    if (hasEnded) startNew.focus();
    else focusField(FIELD);
  };
  return {
    content: [log, status, composer, startNew],
    show: ({ status: now, messages }) => {
      const before = list.childElementCount;
      for (const message of messages) place(list, message);
      if (list.childElementCount > before) log.scrollTop = log.scrollHeight;
      const sentence = sentenceFor(now, messages);
      // Said again, it would be read out again.
      if (status.textContent !== sentence) status.textContent = sentence;
      const hadFocus = composer.contains(document.activeElement);
      hasEnded = now === 'ended';
      composer.hidden = hasEnded;
      startNew.hidden = !hasEnded;
      if (hasEnded && hadFocus) focus();
    },
    notSent: (text) => {
      fillField(FIELD, text);
      refuse(FIELD, 'This was not sent. Check your connection and send it again.');
    },
    focus,
  };
}

function sentenceFor(status: ChatStatus, messages: readonly ChatMessage[]): string {
  switch (status) {
    case 'connecting':
      return 'Connecting …';
    case 'interrupted':
      return 'The connection was lost. It will be back by itself.';
    case 'failed':
      return 'The chat could not be loaded. Reload the page to try again.';
    case 'ended':
      return 'This chat has ended.';
    case 'live':
      return messages.some(({ isOwn }) => !isOwn) ? '' : 'Somebody will answer here. You can go on shopping.';
  }
}

/** At its place, once; the others stay as they are, so that a screen reader says only what is new. */
function place(list: HTMLElement, { index, text, isOwn, at }: ChatMessage): void {
  const items = [...list.children].filter((item) => item instanceof HTMLElement);
  const numberOf = (item: HTMLElement): number => Number(item.dataset['index']);
  if (items.some((item) => numberOf(item) === index)) return;
  const time = new Date(at);
  const item = el(
    'li',
    { with: { class: isOwn ? 'own' : undefined, 'data-index': index } },
    el(
      'span',
      { with: { class: 'hint' } },
      isOwn ? 'You' : 'Shop',
      ' ',
      el('time', { with: { datetime: time.toISOString() } }, clock.format(time)),
    ),
    el('span', { with: { class: 'text', dir: 'auto' } }, text),
  );
  list.insertBefore(item, items.find((other) => numberOf(other) > index) ?? null);
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
