import type { LiveClock } from '../../hooks';
import { createValueSource, type Source, type ValueSource } from '../../observable';
import { pageGlobal } from '../../sync';

/** A checkout that is not ordered. Instants are UTC milliseconds by the backend's clock. */
export interface CheckoutContext {
  /** The step that the customer is on; null for none. */
  readonly step: { readonly number: number; readonly name: string | null } | null;
  readonly since: number | null;
  /** From when on it is stalled, and from when on it has stopped, as far as known now; null for never. */
  readonly stallsAt: number | null;
  readonly stopsAt: number | null;
  /** Of the step. */
  readonly failures: number;
  /** Why it failed last, in words for people; null when the shop told none. */
  readonly lastFailure: string | null;
}

/**
 * What the customer of the selected task does in the shop, for other plugins of the page. It crosses between plugins that
 * are deployed one by one: fields may be added, as optional ones; anything else raises {@link VERSION}.
 */
export interface TaskContext {
  readonly checkout: CheckoutContext | null;
  /** The newest search, where it found nothing. */
  readonly searchWithoutResult: { readonly query: string } | null;
  /** What is in the cart and not sold where the customer is; `country` as the shop told it. */
  readonly notSold: { readonly product: string; readonly country: string | null } | null;
  /** How its instants are read; it stands still while the source is not live. */
  readonly clock: LiveClock;
}

/** What a plugin offers: of the task that is selected at this moment, null while nothing is known of its customer. */
export type TaskContextSource = Source<TaskContext | null>;

const VERSION = 1;

/** One place a page: empty until the plugin that knows customers is there, whichever comes first. */
const place = (): ValueSource<TaskContextSource | null> =>
  pageGlobal(`flex-sync-suite.task-context@${String(VERSION)}`, () =>
    createValueSource<TaskContextSource | null>(null),
  );

/** Offers what is known of customers to all plugins of the page. Whoever subscribes to the source wants to know. */
export function offerTaskContext(source: TaskContextSource): void {
  place().set(source);
}

/**
 * What a plugin of this page offers, and null without such a plugin, or while it is of another version. The source that
 * is offered looks customers up while somebody is subscribed: subscribe only where something depends on it.
 */
export const offeredTaskContext = (): Source<TaskContextSource | null> => place();
