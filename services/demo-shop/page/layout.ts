import { COUNTRIES } from '../goods/countries';
import { unitsOf } from '../purchase/cart';
import type { Chat } from './chat/chat';
import { el, link } from './dom';
import type { Shop, View } from './shop';
import { inCountry } from './shop-state';

export interface Layout {
  readonly main: HTMLElement;
  /** Cart, account and country as they are now. */
  readonly update: () => void;
  readonly announce: (text: string) => void;
}

/** What stands around every page. */
export function createLayout(shop: Shop, root: HTMLElement, chat: Chat | null): Layout {
  const main = el('main', { with: { id: 'main', tabindex: -1 } });
  const spoken = el('p', { with: { class: 'unseen', role: 'status' } });
  const cart = link('/cart', 'Cart');
  const account = link('/account', 'Sign in');
  const country = countrySelect(shop);
  const query = el('input', { with: { type: 'search', id: 'search', name: 'q', autocomplete: 'off', maxlength: 200 } });
  root.replaceChildren(
    el('a', { with: { href: '#main', class: 'skip' } }, 'Skip to the content'),
    el(
      'header',
      {},
      link('/', 'Demo shop', 'brand'),
      searchForm(shop, query),
      country.element,
      el('nav', { with: { 'aria-label': 'Your shopping' } }, account, cart),
    ),
    main,
    el('footer', {}, 'A demonstration: nothing is sold, paid or sent.'),
    spoken,
    ...(chat === null ? [] : [chat.element]),
  );
  return {
    main,
    announce: (text) => {
      spoken.textContent = text;
    },
    update: () => {
      const { lines, customer } = shop.state();
      cart.textContent = `Cart (${unitsOf(lines)})`;
      account.textContent = customer?.name ?? 'Sign in';
      country.update();
      chat?.update();
      if (location.pathname !== '/search') query.value = '';
      else query.value = new URLSearchParams(location.search).get('q') ?? '';
    },
  };
}

/** The heading, then what the view shows. */
export const frame = ({ title, content }: View): readonly Node[] => [
  el('h1', { with: { tabindex: -1 } }, title),
  ...content,
];

function searchForm(shop: Shop, query: HTMLInputElement): HTMLElement {
  const look = (event: Event): void => {
    event.preventDefault();
    shop.go(`/search?q=${encodeURIComponent(query.value)}`);
  };
  return el(
    'form',
    { with: { role: 'search' }, on: { submit: look } },
    el('label', { with: { for: 'search', class: 'unseen' } }, 'Look for goods'),
    query,
    el('button', { with: { type: 'submit' } }, 'Search'),
  );
}

function countrySelect(shop: Shop): { readonly element: HTMLElement; readonly update: () => void } {
  const select = el(
    'select',
    {
      with: { id: 'country' },
      on: {
        change: () => {
          shop.change((state) => inCountry(state, select.value));
          shop.refresh('country');
        },
      },
    },
    ...COUNTRIES.map(({ code, name }) => el('option', { with: { value: code } }, name)),
  );
  return {
    element: el('div', { with: { class: 'country' } }, el('label', { with: { for: 'country' } }, 'Deliver to'), select),
    update: () => {
      select.value = shop.state().country;
    },
  };
}
