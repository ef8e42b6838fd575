import type { ViewState } from './view-state';

/**
 * What a view remembers in its URL, so that a link, a reload or the way back shows the same: `?sort=waiting`. Flex's
 * navigation leads to the bare path, so the page remembers it too. Never what names people or numbers: URLs end up
 * in histories and logs.
 */
export interface UrlState extends ViewState {
  /** Writes what the page remembers into the URL again; to be called when the view was shown. */
  readonly show: () => void;
  /** As `set`, of several parameters in one write; what is not named stays as it is. */
  readonly replace: (values: ParameterValues) => void;
  /** As `replace`, with a step of the way back of its own: for what opens over the view, or is chosen as a whole. */
  readonly push: (values: ParameterValues) => void;
  /**
   * Calls when the way back or forward gave another value to one of these parameters; those that nobody follows stay as
   * they are.
   * @returns ends it
   */
  readonly onStep: (parameters: readonly string[], listener: () => void) => () => void;
}

/** Values by parameter; null takes one out. */
type ParameterValues = Readonly<Record<string, string | null>>;

type Page = Pick<Window, 'location' | 'history' | 'performance' | 'addEventListener' | 'removeEventListener'>;

/**
 * What a view keeps in its own URL, so that a reload, a link and the way back find it.
 * @param view - name of the view, the last part of its path
 */
export function createUrlState(view: string, page: Page = window): UrlState {
  const remembered = new Map<string, string>();
  const isOfView = ({ pathname }: Pick<URL, 'pathname'>): boolean => pathname.split('/').filter(Boolean).pop() === view;
  const isShown = (): boolean => isOfView(page.location);

  function read(from: Pick<URL, 'pathname' | 'search'>): void {
    if (!isOfView(from)) return;
    for (const [parameter, value] of new URLSearchParams(from.search)) remembered.set(parameter, value);
  }

  function shown(): string {
    const search = new URLSearchParams([...remembered].sort()).toString();
    const { pathname, hash } = page.location;
    return `${pathname}${search === '' ? '' : `?${search}`}${hash}`;
  }

  // Replaced, not pushed: the way back leads to the view before, not through each letter of a filter.
  function write(): void {
    if (isShown()) page.history.replaceState(page.history.state, '', shown());
  }

  function take(parameter: string, value: string | null): void {
    if (value === null) remembered.delete(parameter);
    else remembered.set(parameter, value);
  }

  function takeAll(values: ParameterValues): void {
    for (const [parameter, value] of Object.entries(values)) take(parameter, value);
  }

  const steps = new Set<{ readonly parameters: readonly string[]; readonly listener: () => void }>();
  function onPopState(): void {
    if (!isShown()) return;
    const search = new URLSearchParams(page.location.search);
    const isOther = (parameter: string): boolean => search.get(parameter) !== (remembered.get(parameter) ?? null);
    const taken = [...steps].filter(({ parameters }) => parameters.some(isOther));
    // All of them are taken before the URL is written, or the first would have the others undone.
    for (const parameter of taken.flatMap(({ parameters }) => parameters)) take(parameter, search.get(parameter));
    write();
    for (const { listener } of taken) listener();
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
      take(parameter, value);
      write();
    },
    show: write,
    replace(values) {
      takeAll(values);
      write();
    },
    push(values) {
      takeAll(values);
      if (isShown()) page.history.pushState(page.history.state, '', shown());
    },
    onStep(parameters, listener) {
      const step = { parameters, listener };
      // Before Flex's own listener, which has the view shown again and with it what is remembered.
      if (steps.size === 0) page.addEventListener('popstate', onPopState, { capture: true });
      steps.add(step);
      return () => {
        steps.delete(step);
        if (steps.size === 0) page.removeEventListener('popstate', onPopState, { capture: true });
      };
    },
  };
}

/** Null where there is no navigation, as in jsdom. */
function askedFor({ performance }: Page): string | null {
  if (!('getEntriesByType' in performance)) return null;
  return performance.getEntriesByType('navigation')[0]?.name ?? null;
}
