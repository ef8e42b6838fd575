import { formatMoney } from '../../goods/money';
import { fullLines, subtotalOf } from '../../purchase/cart';
import { nextStep, shippingOf, STEPS, stepNamed, type Step, type StepName } from '../../purchase/checkout';
import { stepCompleted, stepViewed } from '../../purchase/shop-events';
import { el, link } from '../dom';
import type { Visit } from '../shop';
import { deliveryCountry, type Checkout, type ShopState } from '../shop-state';
import { addressStep } from './address-step';
import { paymentStep } from './payment-step';
import { reviewStep } from './review-step';
import { shippingStep } from './shipping-step';
import type { StepScene } from './step-scene';

type StepContent = (scene: StepScene) => readonly Node[];

const CONTENT: Readonly<Record<StepName, StepContent>> = {
  address: addressStep,
  shipping: shippingStep,
  payment: paymentStep,
  review: reviewStep,
};

/** One step; without a cart, or before its turn, the page that comes first. */
export const checkoutStep: Visit = (shop, name) => {
  const { checkout, lines } = shop.state();
  if (checkout === null || lines.length === 0) return { goTo: '/cart' };
  const due = nextStep(checkout.completed);
  const step = stepNamed(name);
  if (step === undefined || step.number > due.number) return { goTo: `/checkout/${due.name}` };
  const scene: StepScene = {
    shop,
    checkout,
    step,
    complete: (answer, told) => {
      const completed = [...new Set([...checkout.completed, step.number])];
      const { checkoutId } = checkout;
      shop.change((state) => ({ ...state, checkout: { ...checkout, ...answer, completed } }));
      shop.tracker.track(stepCompleted({ checkoutId, step: step.number }, told));
      const after = STEPS.find(({ number }) => number === step.number + 1);
      if (after !== undefined) shop.go(`/checkout/${after.name}`);
    },
  };
  return {
    title: `Checkout: ${step.title}`,
    content: [progress(step, checkout), ...CONTENT[step.name](scene), summary(shop.state())],
    opened: () => {
      shop.tracker.track(stepViewed({ checkoutId: checkout.checkoutId, step: step.number }));
    },
  };
};

function progress(current: Step, { completed }: Checkout): HTMLElement {
  const entry = (step: Step): HTMLElement => {
    const isOpen = step === current || !completed.includes(step.number);
    return el(
      'li',
      { with: { 'aria-current': step === current ? 'step' : undefined } },
      isOpen ? step.title : link(`/checkout/${step.name}`, step.title),
    );
  };
  return el(
    'nav',
    { with: { 'aria-label': 'Steps of the checkout' } },
    el('ol', { with: { class: 'steps' } }, ...STEPS.map(entry)),
  );
}

function summary(state: ShopState): HTMLElement {
  const { currency } = deliveryCountry(state);
  const subtotal = subtotalOf(fullLines(state.lines), currency);
  const shipping = state.checkout?.shipping;
  const cost = shipping === null || shipping === undefined ? null : shippingOf(shipping).cost;
  return el(
    'p',
    { with: { class: 'total' } },
    cost === null
      ? `Subtotal: ${formatMoney(subtotal, currency)}`
      : `Total with shipping: ${formatMoney(subtotal + cost, currency)}`,
  );
}
