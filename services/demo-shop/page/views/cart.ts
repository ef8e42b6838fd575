import { formatMoney } from '../../goods/money';
import { fullLines, MAX_QUANTITY, subtotalOf, type FullLine } from '../../purchase/cart';
import { nextStep } from '../../purchase/checkout';
import { cartViewed, checkoutStarted } from '../../purchase/shop-events';
import { button, el, link } from '../dom';
import { setQuantity, type Shop, type Visit } from '../shop';
import { deliveryCountry, newId } from '../shop-state';

export const cart: Visit = (shop) => {
  const state = shop.state();
  const lines = fullLines(state.lines);
  const { currency } = deliveryCountry(state);
  return {
    title: 'Cart',
    content:
      lines.length === 0
        ? [el('p', {}, 'Your cart is empty. ', link('/', 'Go to the front page'), '.')]
        : [
            el('ul', { with: { class: 'lines' } }, ...lines.map((line) => lineElement(shop, line))),
            el('p', { with: { class: 'total' } }, `Subtotal: ${formatMoney(subtotalOf(lines, currency), currency)}`),
            button(
              state.checkout === null ? 'Go to checkout' : 'Continue checkout',
              () => {
                goToCheckout(shop);
              },
              { class: 'primary' },
            ),
          ],
    opened: () => {
      const now = shop.state();
      shop.tracker.track(cartViewed(now.cartId, fullLines(now.lines), deliveryCountry(now).currency));
    },
  };
};

function lineElement(shop: Shop, { product, quantity }: FullLine): HTMLElement {
  const { currency } = deliveryCountry(shop.state());
  const id = `quantity-${product.id}`;
  const change = (event: Event): void => {
    const typed = event.target instanceof HTMLInputElement ? event.target.valueAsNumber : Number.NaN;
    if (Number.isFinite(typed)) setQuantity(shop, product, typed);
    shop.refresh(id);
    shop.announce('The cart was updated.');
  };
  const remove = (): void => {
    setQuantity(shop, product, 0);
    shop.refresh();
    shop.announce(`${product.name} was removed.`);
  };
  return el(
    'li',
    {},
    link(`/product/${product.id}`, product.name),
    el(
      'span',
      { with: { class: 'quantity' } },
      el('label', { with: { for: id } }, 'Quantity', el('span', { with: { class: 'unseen' } }, ` of ${product.name}`)),
      el('input', {
        with: { id, type: 'number', min: 0, max: MAX_QUANTITY, step: 1, value: quantity },
        on: { change },
      }),
    ),
    el('span', { with: { class: 'price' } }, formatMoney(product.prices[currency] * quantity, currency)),
    button('Remove', remove, { 'aria-label': `Remove ${product.name}` }),
  );
}

/** Goes on with the checkout that was begun, if there is one. */
function goToCheckout(shop: Shop): void {
  const { checkout, lines } = shop.state();
  if (checkout === null) {
    const orderId = newId('order');
    const begun = { checkoutId: newId('checkout'), orderId, completed: [], address: null, shipping: null };
    shop.change((state) => ({ ...state, checkout: { ...begun, cardEnding: null } }));
    const { currency } = deliveryCountry(shop.state());
    shop.tracker.track(checkoutStarted({ orderId, lines: fullLines(lines), currency }));
  }
  shop.go(`/checkout/${nextStep(checkout?.completed ?? []).name}`);
}
