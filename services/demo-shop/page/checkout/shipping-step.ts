import { formatMoney } from '../../goods/money';
import { SHIPPING_METHODS, shippingOf } from '../../purchase/checkout';
import { el } from '../dom';
import { deliveryCountry } from '../shop-state';
import type { StepScene } from './step-scene';

export function shippingStep({ shop, checkout, complete }: StepScene): readonly Node[] {
  const { currency } = deliveryCountry(shop.state());
  const chosen = shippingOf(checkout.shipping ?? '').id;
  const choices = SHIPPING_METHODS.map(({ id, name, days, cost }) =>
    el(
      'label',
      { with: { class: 'choice' } },
      el('input', { with: { type: 'radio', name: 'shipping', value: id, checked: id === chosen } }),
      `${name}: ${days}, ${cost === 0 ? 'free' : formatMoney(cost, currency)}`,
    ),
  );
  const choose = (event: Event): void => {
    event.preventDefault();
    const answer =
      event.currentTarget instanceof HTMLFormElement ? new FormData(event.currentTarget).get('shipping') : null;
    const { id } = shippingOf(typeof answer === 'string' ? answer : '');
    complete({ shipping: id }, { shipping_method: id });
  };
  return [
    el(
      'form',
      { with: { class: 'form' }, on: { submit: choose } },
      el('fieldset', {}, el('legend', {}, 'How shall it come to you?'), ...choices),
      el('button', { with: { type: 'submit', class: 'primary' } }, 'Go on to payment'),
    ),
  ];
}
