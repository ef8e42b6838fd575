import { asSentence, type OutageMessages, type ViewMessages } from '@flex-sync-suite/shared/views';

/** Words of the panel. Numbers and times arrive formatted, so that a translation only moves words. */
export const panelStrings = {
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
  incomplete: (count: string) => `Loading responses, ${count} so far…`,
  listProblems: (count: string) => `Libraries that cannot be read now: ${count}. They are tried again by themselves.`,
  openPreview: (title: string) => `Preview ${title}`,
  handle: (title: string) => `Move ${title} into the message`,
  handleHint: 'Drag into the conversation, or press Space to lift and Enter to drop',
  lifted: (title: string) =>
    `${title} lifted. Press Enter to put it into the message at the caret, or Escape to cancel.`,
  dragged: (title: string) => `${title} grabbed. Drop it on the conversation, or press Escape to cancel.`,
  rowHelp: (canSend: boolean) =>
    canSend ? 'Enter inserts, Ctrl+Enter inserts and sends, Space previews.' : 'Enter inserts, Space previews.',
  comeFirst: (count: string, reason: string) =>
    count === '1' ? `1 response comes first: ${reason}.` : `${count} responses come first: ${reason}.`,
  usualOrder: 'Responses are in their usual order again.',
  favoriteFailed: (reason: string) => `The favourite was not saved: ${asSentence(reason)}`,
} as const;

/** Above the list while it is not live. */
export const OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null ? 'The responses may be out of date.' : `The responses may be out of date since ${since}.`,
};

/** What stands in place of the list. */
export const MESSAGES: ViewMessages = {
  loading: { title: 'Loading responses', text: 'Your libraries are being read.' },
  unconfiguredTitle: 'Canned responses are not set up',
  forbidden: {
    title: 'You may not see these responses',
    text: 'Your account has no permission to read these libraries. Sign in again; if that does not help, tell your administrator.',
  },
  error: {
    title: 'Your responses cannot be read',
    text: 'The list retries by itself; reload the page if this stays for more than a minute.',
  },
  empty: { title: 'No responses yet', text: 'Responses appear here as soon as somebody publishes one.' },
  noMatch: { title: 'No response matches', text: 'Change the search or the filter.' },
  clearFilter: 'Clear search and filters',
};

/** As {@link MESSAGES}, for a worker whose attributes name no List. */
export const NO_LISTS_MESSAGE = {
  title: 'You have no libraries',
  text: 'No library of responses is linked to you. Ask your administrator to add you to one.',
} as const;
