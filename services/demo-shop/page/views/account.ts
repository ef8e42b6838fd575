import { button, el, link } from '../dom';
import { form, refuse } from '../form';
import type { Shop, Visit } from '../shop';
import type { Customer } from '../shop-state';

/** Who has signed in, or the form to do so; `?next=` is where the customer goes then. */
export const account: Visit = (shop, _parameter, query) => {
  const { customer } = shop.state();
  const next = query.get('next') ?? '/';
  if (customer === null) return { title: 'Sign in', content: signInForm(shop, isOfThisShop(next) ? next : '/') };
  return {
    title: 'Your account',
    content: [
      el('p', {}, `Signed in as ${customer.name} (${customer.email}).`),
      button('Sign out', () => {
        // The next person at this browser does not read what this one wrote.
        shop.change((state) => ({ ...state, customer: null, chat: null }));
        shop.tracker.forget();
        shop.refresh();
        shop.announce('You are signed out.');
      }),
    ],
  };
};

/** A path, and not the address of another host, which `//` begins. */
const isOfThisShop = (path: string): boolean => /^\/(?![/\\])/u.test(path);

function signInForm(shop: Shop, next: string): readonly Node[] {
  const isEmail = (text: string): string | null =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text) ? null : 'E-mail: please write it as name@example.com.';
  const signIn = form({
    fields: [
      { name: 'name', label: 'Name', autocomplete: 'name' },
      { name: 'email', label: 'E-mail', type: 'email', autocomplete: 'email', check: isEmail },
    ],
    submit: 'Sign in',
    onSubmit: ({ name = '', email = '' }) => {
      void enter(shop, { name, email }).then((isIn) => {
        if (isIn) shop.go(next);
        else refuse('email', 'The shop did not answer. Please try again.');
      });
    },
  });
  return [el('p', {}, 'This shop has no passwords: any name and address will do. ', link(next, 'Not now')), signIn];
}

/** False when the shop's server cannot be reached. */
async function enter(shop: Shop, { name, email }: { readonly name: string; readonly email: string }): Promise<boolean> {
  try {
    const response = await fetch('/account/sign-in', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email }),
    });
    const { userId, userIdSignature } = (await response.json()) as Partial<Customer>;
    if (!response.ok || typeof userId !== 'string') return false;
    const customer = { userId, userIdSignature: userIdSignature ?? null, email, name };
    shop.change((state) => ({ ...state, customer }));
    shop.tracker.identify(customer);
    return true;
  } catch {
    return false;
  }
}
