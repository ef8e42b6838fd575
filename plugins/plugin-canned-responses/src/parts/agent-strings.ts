import type { Placeholder } from '@flex-sync-suite/shared/contract';
import type { OutageMessages } from '@flex-sync-suite/shared/flex';

const labels = (placeholders: readonly Placeholder[]): string => placeholders.map(({ label }) => label).join(', ');

/** Words of the agents' part; what it shares with others is in `src/strings.ts`. */
export const agentStrings = {
  search: 'Search responses',
  searchPlaceholder: 'Search text, tags, /shortcut',
  list: 'Responses',
  filters: 'Filter responses',
  favorites: 'Favourites',
  recents: 'Recent',
  all: {
    libraryId: 'Library: all',
    category: 'Category: all',
    language: 'Language: all',
    channel: 'Channel: all',
  },
  facet: { libraryId: 'Library', category: 'Category', language: 'Language', channel: 'Channel' },
  option: (name: string, count: string) => `${name} (${count})`,
  resultCount: (count: string) => (count === '1' ? '1 response' : `${count} responses`),
  star: (title: string) => `Favourite: ${title}`,
  openPreview: (title: string) => `Preview ${title}`,
  handle: (title: string) => `Move ${title} into the message`,
  handleHint: 'Drag into the conversation, or press Space to lift and Enter to drop',
  lifted: (title: string) =>
    `${title} lifted. Press Enter to put it into the message at the caret, or Escape to cancel.`,
  dragged: (title: string) => `${title} grabbed. Drop it on the conversation, or press Escape to cancel.`,
  dragCancelled: (title: string) => `${title} was not moved.`,
  dropHere: (title: string) => `Drop to insert “${title}”`,
  dropWithKey: (title: string) => `Press Enter to insert “${title}”, Escape to cancel`,
  rowHelp: (canSend: boolean) =>
    canSend ? 'Enter inserts, Ctrl+Enter inserts and sends, Space previews.' : 'Enter inserts, Space previews.',
  loading: (title: string) => `${title} is being loaded…`,
  unavailable: {
    'not-yet': (title: string) => `${title} is not yet available. Try again in a moment.`,
    refused: (title: string) => `${title} is not for you any more.`,
    gone: (title: string) => `${title} has been withdrawn.`,
  },
  toFill: (placeholders: readonly Placeholder[]) =>
    placeholders.length === 0 ? '' : ` Still to fill in: ${labels(placeholders)}.`,
  preview: {
    label: (title: string) => `Preview of ${title}`,
    close: 'Close preview',
    text: 'Text for the customer',
    insert: 'Insert',
    insertAndSend: 'Insert and send',
    insertAndSendKey: 'Ctrl+Enter',
    language: 'Language of the text',
    channel: 'Channel of the text',
    allChannels: 'All channels',
    fill: (label: string) => `Fill in: ${label}`,
    toFillTitle: 'Fill in before inserting',
    changed: 'This text has changed while you were looking at it.',
    showNew: 'Show the new text',
    segments: (segments: string, left: string, encoding: string) =>
      `${segments} SMS, ${left} characters left (${encoding})`,
    outsiders: (characters: string) => `Not in the SMS alphabet: ${characters}`,
  },
  popover: {
    label: 'Responses for the message',
    hint: (canSend: boolean) =>
      canSend
        ? '↑ ↓ choose, Enter inserts, Ctrl+Enter inserts and sends, Esc closes'
        : '↑ ↓ choose, Enter inserts, Esc closes',
    found: (count: string) =>
      count === '0' ? 'No response matches.' : `${count} responses. Arrow keys choose, Enter inserts.`,
    none: 'No response matches.',
  },
  guard: { go: 'Go to it' },
  sendPressed: (title: string) => `Inserted ${title} and pressed Send.`,
  sendDisabled: 'The text is in the message, but Flex does not send now.',
} as const;

/** Above the list while it is not live. */
export const OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null ? 'The responses may be out of date.' : `The responses may be out of date since ${since}.`,
};
