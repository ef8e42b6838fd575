import { type PRODUCT_WORDS, type PRODUCT_FIGURES } from '@flex-sync-suite/shared/contract';
import { asSentence, type MessageWords, type OutageMessages, type ViewMessages } from '@flex-sync-suite/shared/views';
import type { Failure } from '@flex-sync-suite/shared/flex';
import type { PeriodName } from '../model/period';
import type { RankingKind } from '../model/ranking';
import type { RankingColumn } from '../model/sort-rows';

/** Every sentence of the supervisors' view. Figures, dates and what customers typed arrive as texts. */
export const words = {
  title: 'Customer activity',
  live: (since: string, zone: string) => `Live, since ${since} (${zone}).`,
  range: (from: string, to: string, zone: string) => `From ${from} until ${to} (${zone}).`,
  compared: (from: string, to: string) => `Compared with ${from} until ${to}.`,
  keptSince: (date: string) =>
    `Figures are kept since ${date}: what was before is missing, here and in what it is compared with.`,
  refresh: 'Refresh',
  retry: 'Try again',
  period: {
    label: 'Period',
    live: 'Live',
    store: 'Whole hours and days',
    from: 'From',
    to: 'Until',
    date: 'Date',
    hour: 'Hour',
    endOfDay: 'end of the day',
    notBefore: 'The range has to begin before it ends: choose a later end or an earlier begin.',
    noDate: 'Choose both dates.',
  },
  filter: {
    category: 'Category of products',
    anyCategory: 'All categories',
    by: 'Searches by',
    byQuery: 'what was typed',
    byProduct: 'the product looked at next',
  },
  list: {
    more: 'Show more',
    moreOf: (title: string) => `Show more: ${title}`,
    loadingMore: 'Loading more',
    mostShown: (text: string) => `The ${text} most frequent are shown; the CSV file has up to 500.`,
    allShown: 'All are shown.',
    csv: 'CSV',
    csvOf: (title: string) => `Download as CSV: ${title}`,
    csvFailed: (reason: string) => `The file could not be made: ${asSentence(reason)}`,
    loading: 'Loading…',
    failed: 'Could not be read.',
    none: 'Nothing in this time.',
    noRevenue: '–',
  },
  change: {
    new: 'new',
    same: 'no change',
    unknown: '–',
    unknownReason: 'Not known: it was not among the 500 most frequent before, or two shops call it the same',
    words: (difference: string, share: string) => `${difference} (${share})`,
  },
  funnel: {
    title: 'Where purchases stop',
    started: 'Checkout begun',
    ordered: 'Ordered',
    open: (count: number, text: string) =>
      count === 1 ? '1 checkout is still under way.' : `${text} checkouts are still under way.`,
    worstAt: 'Most stop at',
    worst: (count: number, text: string) => `${text} ${count === 1 ? 'checkout' : 'checkouts'}.`,
    nobodyStops: 'No checkout of this time has stopped.',
    stage: 'Stage',
    count: 'Checkouts',
    change: 'Change',
    lost: 'Lost before the next',
    stopped: 'Stopped here',
    completed: 'Completed',
    now: 'There now',
    ofAll: (share: string) => `${share} of all`,
    lostWords: (count: string, share: string) => `${count} (${share})`,
    noValue: '–',
    noLoss: '0',
    reading: 'reading',
    unread: 'unknown',
    customers: (count: number, text: string) => (count === 1 ? '1 customer' : `${text} customers`),
    stalled: (text: string) => `${text} stalled`,
    lastCompleted: 'last completed',
  },
  product: {
    id: 'Product id',
    price: 'Price',
    quantity: 'In stock',
    soldOut: 'Sold out',
    countries: 'Sold in',
    nowhere: 'nowhere',
    figures: 'Live figures',
    figure: 'Figure',
    hour: 'Last 60 minutes',
    today: 'Today',
    notMet: 'No customer met this product in the last 24 hours: there are no live figures. What was before is below.',
    close: 'Close',
  },
  trend: {
    title: 'Over time',
    loading: 'What was before is being read…',
    failed: (reason: string) => `What was before could not be read: ${asSentence(reason)}`,
    hour: 'Hour',
    day: 'Day',
    range: (from: string, to: string) => `${from} until ${to}`,
    total: (figure: string, text: string) => `${figure}: ${text}`,
    most: (text: string, at: string) => `most: ${text}, ${at}`,
    nothing: 'nothing in this time',
    asTable: 'Figures over time',
    showTable: 'Show as a table',
  },
} as const;

export const PERIOD_WORDS: Readonly<Record<PeriodName, string>> = {
  now: 'Now (last 15 minutes)',
  hour: 'Last 60 minutes',
  today: 'Today',
  yesterday: 'Yesterday',
  last7Days: 'Last 7 days',
  last30Days: 'Last 30 days',
  custom: 'From … until …',
};

export const RANKING_TITLES: Readonly<Record<RankingKind, string>> = {
  searched: 'Most searched',
  withoutResult: 'Searches without result',
  sold: 'Most sold',
  visited: 'Most visited',
};

/** Titles of the columns; those of `label` and `figure` depend on the question. */
export const DETAIL_TITLES: Readonly<Record<Exclude<RankingColumn, 'label' | 'figure'>, string>> = {
  change: 'Change',
  withoutResult: 'Without result',
  orders: 'Orders',
  returnedUnits: 'Returned',
  visitors: 'Visitors',
  meanDwellMs: 'Mean stay',
};

export const REVENUE_TITLE = 'Revenue';

export const LABEL_TITLES: Readonly<Record<RankingKind, string>> = {
  searched: 'Search',
  withoutResult: 'Search',
  sold: 'Product',
  visited: 'Page',
};

export const FIGURE_TITLES: Readonly<Record<RankingKind, string>> = {
  searched: 'Searches',
  withoutResult: 'Searches',
  sold: 'Pieces',
  visited: 'Visits',
};

export const PRODUCT_WORD_TITLES: Readonly<Record<(typeof PRODUCT_WORDS)[number], string>> = {
  name: 'Name',
  category: 'Category',
  brand: 'Brand',
  variant: 'Variant',
  color: 'Color',
  size: 'Size',
  sku: 'SKU',
  supplier: 'Supplier',
};

export const PRODUCT_FIGURE_TITLES: Readonly<Record<(typeof PRODUCT_FIGURES)[number], string>> = {
  searched: 'Searches that led to it',
  viewed: 'Views',
  added: 'Put into a cart',
  sold: 'Sold',
};

/** What stands in place of the answers. */
export const SUPERVISOR_MESSAGES: ViewMessages = {
  loading: { title: 'Loading', text: 'What customers do in the shop is being read.' },
  unconfiguredTitle: 'Customer activity is not set up',
  forbidden: {
    title: 'You may not see what all customers do',
    text: 'It is for supervisors and administrators. Ask your administrator for the supervisor role, then reload the page.',
  },
  error: {
    title: 'What customers do cannot be read',
    text: 'It is tried again by itself; reload the page if this stays for more than a minute.',
  },
  empty: {
    title: 'Nothing in this time',
    text: 'No shop told of a search, a visit, a checkout or an order. Choose a longer period, or check that the shop sends its events.',
  },
  // Nothing is filtered in a live view.
  noMatch: { title: '', text: '' },
  clearFilter: '',
};

/** What stands in place of the live figures of a product. */
export const PRODUCT_MESSAGES: ViewMessages = {
  ...SUPERVISOR_MESSAGES,
  loading: { title: 'Loading', text: 'What customers do with this product is being read.' },
  error: { title: 'The live figures cannot be read', text: 'It is tried again by itself.' },
};

/** Above the figures while they are not live. */
export const SUPERVISOR_OUTAGE: OutageMessages = {
  isOld: (since) =>
    since === null
      ? 'The figures below are the last known ones.'
      : `The figures below have not been updated since ${since}.`,
};

/** @param hasAnswer whether something older is still shown */
export const unreadWords = ({ message }: Failure, hasAnswer: boolean): MessageWords => ({
  title: hasAnswer ? 'Not all figures could be read' : 'The figures could not be read',
  text: asSentence(message),
});
