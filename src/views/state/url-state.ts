import type { ViewState } from './view-state';

/**
 * What a view remembers in its URL, so that a link, a reload or the way back shows the same: `?sort=waiting`. Flex's
 * navigation leads to the bare path, so the page remembers it too. Never what names people or numbers: URLs end up
 * in histories and logs.
 */
export interface UrlState extends ViewState {
  /** Writes what the page remembers into the URL again; to be called when the view was shown. */
  readonly show: () => void;
}

type Page = Pick<Window, 'location' | 'history' | 'performance'>;

/** @param view - name of the view, the last part of its path */
export function createUrlState(view: string, page: Page = window): UrlState {
  const remembered = new Map<string, string>();
  const isOfView = ({ pathname }: Pick<URL, 'pathname'>): boolean => pathname.split('/').filter(Boolean).pop() === view;
  const isShown = (): boolean => isOfView(page.location);

  function read(from: Pick<URL, 'pathname' | 'search'>): void {
    if (!isOfView(from)) return;
    for (const [parameter, value] of new URLSearchParams(from.search)) remembered.set(parameter, value);
  }

  function write(): void {
    if (!isShown()) return;
    const search = new URLSearchParams([...remembered].sort()).toString();
    const { pathname, hash } = page.location;
    const shown = `${pathname}${search === '' ? '' : `?${search}`}${hash}`;
    // Replaced, not pushed: the way back leads to the view before, not through each letter of a filter.
    page.history.replaceState(page.history.state, '', shown);
  }

  // Flex drops what stands behind the path before it loads plugins; the browser still knows what was asked for.
  const asked = askedFor(page);
  read(asked === null ? page.location : new URL(asked));
  return {
    get: (parameter) => {
      read(page.location);
      return remembered.get(parameter) ?? null;
    },
    set: (parameter, value) => {
      if (value === null) remembered.delete(parameter);
      else remembered.set(parameter, value);
      write();
    },
    show: write,
  };
}

/** Null where there is no navigation, as in jsdom. */
function askedFor({ performance }: Page): string | null {
  if (!('getEntriesByType' in performance)) return null;
  return performance.getEntriesByType('navigation')[0]?.name ?? null;
}
