import type { CustomerMatch } from '@flex-sync-suite/shared/contract';
import { asSentence, type MessageWords, type OutageMessages, type ViewMessages } from '@flex-sync-suite/shared/views';

/** Every sentence of the panel. Names of customers, pages and goods stand beside them, never inside. */
export const strings = {
  title: 'Customer activity',
  /** Of the region that scrolls. */
  contentLabel: 'What this customer does in the shop',
  unnamedPage: 'a page without a name',
  anonymous: 'Visitor who is not signed in',
  notVerified: 'Not verified',
  notVerifiedHint: 'The page says that this is the customer; the shop has not confirmed it.',
  matched: (by: CustomerMatch['matchedBy']) => `Found by ${MATCHES[by]}`,
  from: 'in',
  presence: {
    nowOn: 'Now on',
    onFor: (duration: string) => `for ${duration}`,
    here: 'In the shop now',
    lastSeen: (ago: string) => `Last seen ${ago}`,
    lastOn: 'on',
  },
  checkout: {
    title: 'Checkout',
    steps: 'Steps of the checkout',
    step: (number: string) => `Step ${number}`,
    onStep: 'On',
    onFor: (duration: string) => `for ${duration}`,
    stalled: 'Stalled',
    stopped: 'Stopped',
    stoppedAt: 'at',
    ordered: 'Ordered',
    between: (ago: string) => `Begun ${ago}`,
    states: { completed: 'completed', current: 'current', open: 'not reached' },
    failures: (count: number, text: string) => (count === 1 ? '1 failure' : `${text} failures`),
    lastFailure: 'the last:',
    noReason: 'no reason given',
  },
  cart: {
    title: 'Cart',
    empty: 'The cart is empty.',
    more: (count: string) => `and ${count} more`,
    total: 'Total',
    pieces: (count: number, text: string) => (count === 1 ? '1 item in the cart' : `${text} items in the cart`),
  },
  product: {
    notSoldIn: (country: string | null) => `Not sold in ${country ?? 'the customer’s country'}`,
    views: (count: number, text: string) => (count === 1 ? 'viewed once' : `viewed ${text} times`),
  },
  searches: { title: 'Searches', none: 'None found', found: (text: string) => `${text} found` },
  interests: { title: 'Looked at' },
  orders: {
    title: 'Orders',
    units: (count: number, text: string) => (count === 1 ? '1 item' : `${text} items`),
    states: {
      completed: 'Ordered',
      'partly-refunded': 'Partly refunded',
      refunded: 'Refunded',
      cancelled: 'Cancelled',
    },
  },
  timeline: {
    title: 'What happened, newest first',
    page: 'Opened',
    search: 'Searched',
    view: 'Looked at',
    checkoutStarted: 'Began the checkout',
    stepViewed: 'Came to',
    stepCompleted: 'Completed',
    stepFailed: 'Failed at',
    ordered: 'Ordered',
    order: 'order',
    times: (text: string) => `${text} times`,
    showAll: (text: string) => `Show all ${text}`,
  },
  summary: {
    title: 'In the shop',
    searched: 'Searched',
    lookedAt: 'Looked at',
    looking: 'Looking for this customer in the shop…',
    none: 'Nothing known of this customer in the shop.',
    several: (text: string) => `${text} visitors match this conversation.`,
    failed: (reason: string) => `What the customer does in the shop cannot be shown: ${asSentence(reason)}`,
    unreadable: 'What the customer does in the shop cannot be read now.',
    isOld: 'Not live:',
  },
  choice: {
    title: 'Several visitors match this conversation',
    text: 'Ask for something that only the customer knows, such as what is in the cart; then choose.',
    visitor: (number: string) => `Visitor ${number}`,
    show: (visitor: string) => `Show ${visitor.toLocaleLowerCase()}`,
    another: (text: string) => `Choose another of ${text} visitors`,
    unread: 'Reading what this visitor does…',
    unreadable: 'What this visitor does cannot be read.',
  },
  lookAgain: 'Look again',
  retry: 'Try again',
  invalidItems: (text: string) =>
    `Entries left out because they are not valid: ${text}. Ask your administrator to check the backend.`,
} as const;

const MATCHES: Readonly<Record<CustomerMatch['matchedBy'], string>> = {
  anonymousId: 'the visitor’s id in the browser',
  userId: 'the customer’s id',
  email: 'the e-mail address',
  phone: 'the phone number',
};

/** What stands in place of the customer while the Map is read. */
export const MESSAGES: ViewMessages = {
  loading: { title: 'Loading', text: 'What this customer does in the shop is being read.' },
  unconfiguredTitle: 'Customer activity is not set up',
  forbidden: {
    title: 'You may not see this customer now',
    text: 'You may while a task of hers is yours; that task has ended or went to somebody else.',
  },
  error: {
    title: 'What the customer does cannot be read',
    text: 'It is tried again by itself; reload the page if this stays for more than a minute.',
  },
  empty: { title: 'Nothing yet', text: 'What this customer does in the shop appears here at once.' },
  // Nothing is filtered here.
  noMatch: { title: '', text: '' },
  clearFilter: '',
};

/** Messages of this panel alone. */
export const NOTICES = {
  'no-task': { title: 'No task selected', text: 'Select a task to see what its customer does in the shop.' },
  looking: { title: 'Looking for the customer', text: 'The shop is asked who this conversation is with.' },
  'none-found': {
    title: 'Not found in the shop',
    text: 'No visitor of the last 24 hours matches this conversation, or the customer does not want to be tracked.',
  },
  gone: {
    title: 'Nothing in the last 24 hours',
    text: 'What this customer did is no longer kept here, or is now kept under another customer.',
  },
} as const satisfies Readonly<Record<string, MessageWords>>;

export const failedNotice = (reason: string): MessageWords => ({
  title: 'The customer could not be looked for',
  text: asSentence(reason),
});

/** Above the customer while what is shown is not live. */
export const OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null
      ? 'What the customer does now is not shown.'
      : `What the customer has done since ${since} is not shown.`,
};
