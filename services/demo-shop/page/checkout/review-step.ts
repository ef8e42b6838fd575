import { countryOf } from '../../goods/countries';
import { formatMoney } from '../../goods/money';
import { fullLines } from '../../purchase/cart';
import { shippingOf } from '../../purchase/checkout';
import { orderCompleted } from '../../purchase/shop-events';
import { button, el } from '../dom';
import { deliveryCountry, withOrder } from '../shop-state';
import type { StepScene } from './step-scene';

export function reviewStep({ shop, checkout, complete }: StepScene): readonly Node[] {
  const state = shop.state();
  const { currency } = deliveryCountry(state);
  const lines = fullLines(state.lines);
  const { address, cardEnding, checkoutId, orderId } = checkout;
  const shipping = shippingOf(checkout.shipping ?? '');
  const place = (): void => {
    complete({});
    shop.tracker.track(orderCompleted({ checkoutId, orderId, lines, currency, shipping: shipping.cost }));
    const order = { orderId, lines: state.lines, country: state.country, shipping: shipping.id };
    shop.change((now) => withOrder(now, order));
    shop.go(`/order/${orderId}`);
  };
  const to =
    address === null
      ? ''
      : `${address.name}, ${address.street}, ${address.postalCode} ${address.city}, ${countryOf(address.country).name}`;
  return [
    el(
      'ul',
      { with: { class: 'lines' } },
      ...lines.map(({ product, quantity }) =>
        el(
          'li',
          {},
          `${quantity} × ${product.name}`,
          el('span', { with: { class: 'price' } }, formatMoney(product.prices[currency] * quantity, currency)),
        ),
      ),
    ),
    el('p', {}, `To: ${to}`),
    el('p', {}, `By: ${shipping.name}, ${shipping.days}`),
    el('p', {}, `Paid with the card ending in ${cardEnding ?? ''}`),
    button('Place the order', place, { class: 'primary' }),
  ];
}
