import type { Shop, View, Visit } from './shop';

export interface Route {
  /** `/product/:` matches any last segment, which the page is given. */
  readonly path: string;
  readonly visit: Visit;
}

interface Place {
  readonly shop: Shop;
  readonly main: HTMLElement;
  /** A title and what stands above and below, for each page that is shown. */
  readonly frame: (view: View) => readonly Node[];
}

export interface Router {
  readonly go: (path: string) => void;
  readonly refresh: (focusId?: string) => void;
  readonly start: () => void;
}

/** Addresses of the shop without loading the page anew, so that events leave in the order in which they happened. */
export function createRouter(routes: readonly Route[], notFound: Visit, place: () => Place): Router {
  const draw = (): View => {
    const { shop, main, frame } = place();
    const view = findView(routes, notFound, shop);
    document.title = `${view.title} · Demo shop`;
    main.replaceChildren(...frame(view));
    return view;
  };
  const tell = (view: View, isReturn: boolean): void => {
    place().shop.tracker.page();
    view.opened?.(isReturn);
  };
  const open = (isReturn: boolean): void => {
    tell(draw(), isReturn);
  };
  const go = (path: string): void => {
    history.pushState(null, '', path);
    open(false);
    window.scrollTo(0, 0);
    focusHeading(place().main);
  };
  return {
    go,
    refresh: (focusId) => {
      const address = location.href;
      const view = draw();
      if (location.href !== address) tell(view, false);
      const element = focusId === undefined ? null : document.getElementById(focusId);
      if (element === null) focusHeading(place().main);
      else element.focus();
    },
    start: () => {
      window.addEventListener('popstate', () => {
        open(true);
        focusHeading(place().main);
      });
      document.addEventListener('click', (event) => {
        followLink(event, go);
      });
      open(false);
    },
  };
}

/** That of the present address, which becomes that of the page to show in its place where there is one. */
function findView(routes: readonly Route[], notFound: Visit, shop: Shop): View {
  const { visit, parameter } = match(routes, location.pathname) ?? { visit: notFound, parameter: '' };
  const found = visit(shop, parameter, new URLSearchParams(location.search));
  if (!('goTo' in found)) return found;
  history.replaceState(null, '', found.goTo);
  return findView(routes, notFound, shop);
}

function match(routes: readonly Route[], path: string): { visit: Visit; parameter: string } | null {
  for (const { path: pattern, visit } of routes) {
    if (!pattern.endsWith(':')) {
      if (pattern === path) return { visit, parameter: '' };
    } else if (path.startsWith(pattern.slice(0, -1))) {
      const rest = path.slice(pattern.length - 1);
      if (rest !== '' && !rest.includes('/')) return { visit, parameter: decode(rest) };
    }
  }
  return null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Not for a click that asks for a new tab or window. */
function followLink(event: MouseEvent, go: (path: string) => void): void {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (!isPlain || event.defaultPrevented || anchor?.origin !== location.origin || anchor.hash !== '') return;
  event.preventDefault();
  go(`${anchor.pathname}${anchor.search}`);
}

function focusHeading(main: HTMLElement): void {
  main.querySelector('h1')?.focus();
}
