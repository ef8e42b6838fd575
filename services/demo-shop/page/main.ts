import { createChat } from './chat/chat';
import { checkoutStep } from './checkout/step-view';
import { createLayout, frame, type Layout } from './layout';
import { createRouter, type Route } from './router';
import { openStore, type Shop } from './shop';
import { createStateStore } from './shop-state';
import './style.css';
import { createTracker } from './tracker';
import { account } from './views/account';
import { cart } from './views/cart';
import { confirmation } from './views/confirmation';
import { category, home, search } from './views/lists';
import { notFound } from './views/not-found';
import { product } from './views/product';

const ROUTES: readonly Route[] = [
  { path: '/', visit: home },
  { path: '/search', visit: search },
  { path: '/category/:', visit: category },
  { path: '/product/:', visit: product },
  { path: '/cart', visit: cart },
  { path: '/account', visit: account },
  { path: '/checkout/:', visit: checkoutStep },
  { path: '/order/:', visit: confirmation },
];

/** What the server tells the page. */
interface Settings {
  readonly writeKey: string;
  readonly backendUrl: string;
  readonly chat: { readonly twilsockUrl: string | null } | null;
}

function start(root: HTMLElement, { writeKey, backendUrl, chat }: Settings): void {
  const store = createStateStore(openStore());
  const router = createRouter(ROUTES, notFound, () => ({ shop, main: layout.main, frame: framed }));
  const framed: typeof frame = (view) => {
    layout.update();
    return frame(view);
  };
  const shop: Shop = {
    tracker: createTracker({
      writeKey,
      backendUrl,
      country: () => store.read().country,
      userIdSignature: () => store.read().customer?.userIdSignature ?? null,
    }),
    state: store.read,
    change: (update) => {
      store.change(update);
      layout.update();
    },
    go: router.go,
    refresh: router.refresh,
    announce: (text) => {
      layout.announce(text);
    },
  };
  const layout: Layout = createLayout(shop, root, chat === null ? null : createChat(shop, chat.twilsockUrl));
  // Another tab put something into the cart.
  window.addEventListener('storage', layout.update);
  router.start();
}

const root = document.getElementById('shop');
const settings = document.getElementById('settings');
if (root === null || settings === null) throw new Error('The page has no place for the shop');
start(root, JSON.parse(settings.textContent) as Settings);
