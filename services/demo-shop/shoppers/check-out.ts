import { fullLines } from '../purchase/cart';
import { SHIPPING_METHODS, STEPS, type Step } from '../purchase/checkout';
import {
  checkoutStarted,
  orderCancelled,
  orderCompleted,
  orderRefunded,
  paymentInfoEntered,
  stepCompleted,
  stepFailed,
  stepViewed,
  type Purchase,
  type ShopEvent,
} from '../purchase/shop-events';
import type { Browser } from './browser';
import { between, chance, oneOf, type Random } from './random';

/** A purchase that is under way. */
export interface OpenCheckout extends Purchase {
  readonly checkoutId: string;
  /** False for a shop whose events name no checkout. */
  readonly tellsItsId: boolean;
  /** The step to go on with. */
  next: number;
}

const HOUR = 3_600_000;
const ORDERED = STEPS.length + 1;
/** Of 100 checkouts: so many end before the first step, at each step, with an order. */
const ENDS = [5, 14, 10, 18, 5, 48] as const;

export function beginCheckout(browser: Browser, tellsItsId: boolean): OpenCheckout {
  const purchase: Purchase = {
    orderId: browser.newId('order'),
    lines: fullLines(browser.lines),
    currency: browser.currency,
  };
  browser.track(checkoutStarted(purchase));
  return { ...purchase, checkoutId: browser.newId('checkout'), tellsItsId, next: 1 };
}

/** Goes on until the order, or until the customer has had enough; says whether there is an order. */
export function goOn(browser: Browser, checkout: OpenCheckout): boolean {
  const end = Math.max(whereItEnds(browser.random), checkout.next - 1);
  if (end === 0) return false;
  for (const step of STEPS.filter(({ number }) => number >= checkout.next && number <= end)) {
    browser.page(`/checkout/${step.name}`, `Checkout: ${step.title}`);
    if (!takeStep(browser, checkout, step, step.number < end)) return false;
    checkout.next = step.number + 1;
  }
  if (end < ORDERED) return false;
  order(browser, checkout);
  return true;
}

function whereItEnds(random: Random): number {
  let left = random() * ENDS.reduce((sum, share) => sum + share, 0);
  return ENDS.findIndex((share) => (left -= share) < 0);
}

function takeStep(browser: Browser, checkout: OpenCheckout, step: Step, completes: boolean): boolean {
  const { random } = browser;
  const at = { checkoutId: checkout.checkoutId, step: step.number };
  const tell = (event: ShopEvent): void => {
    browser.track(told(checkout, event));
  };
  tell(stepViewed(at));
  if (step.name === 'payment') {
    const declined = chance(random, completes ? 0.15 : 0.5) ? between(random, 1, 2) : 0;
    for (let attempt = 0; attempt < declined; attempt += 1) {
      tell(paymentInfoEntered(at));
      tell(stepFailed(at, 'card_declined'));
    }
    if (completes) tell(paymentInfoEntered(at));
  }
  if (completes) {
    const chosen: Partial<Record<Step['name'], Readonly<Record<string, string>>>> = {
      shipping: { shipping_method: oneOf(random, SHIPPING_METHODS).id },
      payment: { payment_method: 'card' },
    };
    tell(stepCompleted(at, chosen[step.name]));
  }
  return completes;
}

function order(browser: Browser, checkout: OpenCheckout): void {
  const { random } = browser;
  const shipping = oneOf(random, SHIPPING_METHODS).cost;
  browser.track(told(checkout, orderCompleted({ ...checkout, shipping })));
  browser.page(`/order/${checkout.orderId}`, 'Thank you for your order');
  browser.lines = [];
  browser.cartId = browser.newId('cart');
  const later = browser.now + between(random, HOUR, 5 * HOUR);
  const fate = random();
  if (fate < 0.1) browser.serverTrack(orderRefunded(checkout, true), later);
  else if (fate < 0.2) browser.serverTrack(orderRefunded(withOneUnit(checkout), false), later);
  else if (fate < 0.28) browser.serverTrack(orderCancelled(checkout), later);
}

/** One piece of the first line, which is the whole order when there is no other. */
const withOneUnit = (purchase: Purchase): Purchase => ({
  ...purchase,
  lines: purchase.lines.slice(0, 1).map(({ product }) => ({ product, quantity: 1 })),
});

function told({ tellsItsId }: OpenCheckout, { event, properties }: ShopEvent): ShopEvent {
  if (tellsItsId) return { event, properties };
  const others = Object.entries(properties).filter(([name]) => name !== 'checkout_id');
  return { event, properties: Object.fromEntries(others) };
}
