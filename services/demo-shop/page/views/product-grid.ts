import { isSoldIn } from '../../goods/catalogue';
import type { Product } from '../../goods/goods';
import { formatMoney } from '../../goods/money';
import { productClicked } from '../../purchase/shop-events';
import { el, link, picture } from '../dom';
import type { Shop } from '../shop';
import { deliveryCountry } from '../shop-state';

/** A list of products, each a link to its page. */
export function productGrid(shop: Shop, products: readonly Product[]): HTMLElement {
  const { currency, code, name: country } = deliveryCountry(shop.state());
  const card = (product: Product, position: number): HTMLElement => {
    const anchor = link(`/product/${product.id}`, product.name);
    anchor.addEventListener('click', () => {
      shop.tracker.track(productClicked(product, position, currency));
    });
    return el(
      'li',
      { with: { class: 'card' } },
      picture(product.name),
      el('h2', {}, anchor),
      el('p', {}, `${product.brand}, ${product.colour}`),
      el('p', { with: { class: 'price' } }, formatMoney(product.prices[currency], currency)),
      isSoldIn(product, code) ? null : el('p', { with: { class: 'notice' } }, `Not sold in ${country}`),
    );
  };
  return el('ul', { with: { class: 'grid' } }, ...products.map((product, index) => card(product, index + 1)));
}
