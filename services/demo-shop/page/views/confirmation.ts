import { countryOf } from '../../goods/countries';
import { formatMoney } from '../../goods/money';
import { fullLines, subtotalOf } from '../../purchase/cart';
import { shippingOf } from '../../purchase/checkout';
import { el, link } from '../dom';
import type { Visit } from '../shop';
import { notFound } from './not-found';

export const confirmation: Visit = (shop, orderId) => {
  const order = shop.state().orders.find((each) => each.orderId === orderId);
  if (order === undefined) return notFound();
  const { currency } = countryOf(order.country);
  const lines = fullLines(order.lines);
  const total = subtotalOf(lines, currency) + shippingOf(order.shipping).cost;
  return {
    title: 'Thank you for your order',
    content: [
      el('p', {}, `Your order ${order.orderId} of ${formatMoney(total, currency)} is on its way to becoming a parcel.`),
      el('ul', {}, ...lines.map(({ product, quantity }) => el('li', {}, `${quantity} × ${product.name}`))),
      el('p', {}, link('/', 'Go to the front page')),
    ],
  };
};
