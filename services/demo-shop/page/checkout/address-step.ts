import { COUNTRIES, countryOf } from '../../goods/countries';
import { fullLines, notSoldIn } from '../../purchase/cart';
import { el, link } from '../dom';
import { form } from '../form';
import type { StepScene } from './step-scene';

/** The country of the address is the one that the shop delivers to from then on: prices follow it. */
export function addressStep({ shop, checkout, complete }: StepScene): readonly Node[] {
  const { customer, country } = shop.state();
  const { address } = checkout;
  const select = el(
    'select',
    { with: { id: 'address-country', autocomplete: 'country', 'aria-describedby': 'address-refusal' } },
    ...COUNTRIES.map(({ code, name }) => el('option', { with: { value: code, selected: code === country } }, name)),
  );
  const refusal = el('p', { with: { id: 'address-refusal', class: 'problem', role: 'alert' } });
  const details = form({
    fields: [
      { name: 'name', label: 'Name', autocomplete: 'name', value: address?.name ?? customer?.name ?? '' },
      { name: 'street', label: 'Street and number', autocomplete: 'street-address', value: address?.street ?? '' },
      { name: 'postalCode', label: 'Postal code', autocomplete: 'postal-code', value: address?.postalCode ?? '' },
      { name: 'city', label: 'City', autocomplete: 'address-level2', value: address?.city ?? '' },
    ],
    more: [
      el('div', { with: { class: 'field' } }, el('label', { with: { for: 'address-country' } }, 'Country'), select),
      refusal,
    ],
    submit: 'Go on to shipping',
    onSubmit: ({ name = '', street = '', postalCode = '', city = '' }) => {
      const missing = notSoldIn(fullLines(shop.state().lines), select.value);
      if (missing.length > 0) {
        const names = missing.map((product) => product.name).join(', ');
        refusal.textContent = `Not sold in ${countryOf(select.value).name}: ${names}. Take it out of the cart, or choose another country.`;
        select.focus();
        return;
      }
      shop.change((state) => ({ ...state, country: select.value }));
      complete({ address: { name, street, postalCode, city, country: select.value } });
    },
  });
  const invitation =
    customer === null
      ? el('p', {}, 'Have you been here before? ', link('/account?next=/checkout/address', 'Sign in'), '.')
      : el('p', {}, `Signed in as ${customer.name}.`);
  return [invitation, details];
}
