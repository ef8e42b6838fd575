import type { EntryOf } from './customer-facts';

/** An event that is older no longer says that the customer is there. */
const PRESENT_MS = 5 * 60_000;

/** Where the customer is, or was. */
export interface Presence {
  /** Whether the newest event is younger than 5 minutes. */
  readonly isHere: boolean;
  /** Title of the last page, or its path when it has none; null when no page is known. */
  readonly page: string | null;
  /** When the page was opened. */
  readonly pageSince: number | null;
  /** Newest event. */
  readonly lastSeenAt: number;
}

/** @param at the instant that it is told for, in milliseconds */
export function presenceOf({ page, pageSince, lastSeenAt }: EntryOf<'now'>, at: number): Presence {
  const seenAt = Date.parse(lastSeenAt);
  return {
    isHere: at - seenAt < PRESENT_MS,
    page: page === null ? null : pageName(page),
    pageSince: pageSince === null ? null : Date.parse(pageSince),
    lastSeenAt: seenAt,
  };
}

export function pageName({ path, title }: { readonly path: string; readonly title: string | null }): string {
  return title === null || title.trim() === '' ? path : title;
}
