import type { ReactNode } from 'react';
import { errorWords } from './backend/error-words';

/** What a part of a plugin works with, or why there is nothing to work with, in words for a person. */
export type Opened<Services extends object> = Services | NotOpened;

/** Why a part of a plugin cannot begin. */
export interface NotOpened {
  readonly reason: string;
}

/** Flex has no worker for the person: what is of a worker cannot be read. */
export const NOT_A_WORKER: NotOpened = { reason: 'Flex has not signed you in as a worker. Reload the page.' };

/**
 * Opens what a part of a plugin works with when it is first asked for, and keeps it for as long as the page lives. What
 * fails, by its answer or by throwing, is tried again whenever somebody asks.
 */
export function openOnce<Services extends object>(open: () => Opened<Services>): () => Opened<Services> {
  let opened: Opened<Services> | undefined;
  return () => {
    if (opened === undefined || 'reason' in opened) opened = tryTo(open);
    return opened;
  };
}

function tryTo<Services extends object>(open: () => Opened<Services>): Opened<Services> {
  try {
    return open();
  } catch (error) {
    return { reason: errorWords(error) };
  }
}

/**
 * Renders a view over what {@link openOnce} gives it, so that what was asked or is not saved is kept when another view is
 * shown; or the notice that says what is not configured.
 */
export function renderOpened<Services extends object>(view: {
  readonly open: () => Opened<Services>;
  readonly render: (services: Services) => ReactNode;
  readonly renderUnconfigured: (reason: string) => ReactNode;
}): () => ReactNode {
  const services = openOnce(view.open);
  return () => {
    const opened = services();
    return 'reason' in opened ? view.renderUnconfigured(opened.reason) : view.render(opened);
  };
}
