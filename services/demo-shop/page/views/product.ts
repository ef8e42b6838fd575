import { findProduct, isSoldIn } from '../../goods/catalogue';
import type { Product } from '../../goods/goods';
import { formatMoney } from '../../goods/money';
import { MAX_QUANTITY, quantityOf } from '../../purchase/cart';
import { productViewed } from '../../purchase/shop-events';
import { button, el, link, picture } from '../dom';
import { setQuantity, type Shop, type Visit } from '../shop';
import { deliveryCountry } from '../shop-state';
import { categoryPath } from './lists';
import { notFound } from './not-found';

export const product: Visit = (shop, id) => {
  const found = findProduct(id);
  if (found === undefined) return notFound();
  const { currency } = deliveryCountry(shop.state());
  return {
    title: found.name,
    content: [
      el(
        'div',
        { with: { class: 'product' } },
        picture(found.name),
        el(
          'div',
          {},
          el('p', { with: { class: 'price' } }, formatMoney(found.prices[currency], currency)),
          details(found),
          buying(shop, found),
        ),
      ),
    ],
    opened: () => {
      shop.tracker.track(productViewed(found, deliveryCountry(shop.state()).currency));
    },
  };
};

function details({ brand, colour, size, category, quantity, sku }: Product): HTMLElement {
  const rows: readonly (readonly [string, string | Node])[] = [
    ['Brand', brand],
    ['Colour', colour],
    ['Size', size],
    ['Category', link(categoryPath(category), category)],
    ['In stock', String(quantity)],
    ['Article', sku],
  ];
  return el('dl', {}, ...rows.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

function buying(shop: Shop, found: Product): HTMLElement {
  const state = shop.state();
  const { code, name: country } = deliveryCountry(state);
  if (!isSoldIn(found, code)) {
    return el('p', { with: { class: 'notice' } }, `We are sorry: this is not sold in ${country}.`);
  }
  const already = quantityOf(state.lines, found.id);
  const add = (): void => {
    setQuantity(shop, found, quantityOf(shop.state().lines, found.id) + 1);
    shop.refresh('add-to-cart');
    shop.announce(`${found.name} is in your cart.`);
  };
  const isFull = already >= MAX_QUANTITY;
  return el(
    'div',
    {},
    button('Add to cart', add, { id: 'add-to-cart', class: 'primary', disabled: isFull }),
    already === 0 ? null : el('p', {}, `${already} in your cart. `, link('/cart', 'Go to the cart')),
  );
}
