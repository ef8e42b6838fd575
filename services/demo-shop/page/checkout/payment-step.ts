import { isValidExpiry, payWith, TEST_CARDS } from '../../purchase/card';
import { paymentInfoEntered, stepFailed } from '../../purchase/shop-events';
import { el } from '../dom';
import { form, refuse } from '../form';
import type { StepScene } from './step-scene';

const NOT_A_TEST_CARD = 'Card number: this shop takes only the two numbers above. Please do not type a real card.';
const DECLINED = 'Your bank declined this card. Please try another one.';

/** What is typed here is neither kept, but for the last four digits, nor told. */
export function paymentStep({ shop, checkout, step, complete }: StepScene): readonly Node[] {
  const at = { checkoutId: checkout.checkoutId, step: step.number };
  const pay = (card: string): void => {
    shop.tracker.track(paymentInfoEntered(at));
    if (payWith(card) === 'accepted') {
      complete({ cardEnding: card.replace(/\D/gu, '').slice(-4) }, { payment_method: 'card' });
      return;
    }
    shop.tracker.track(stepFailed(at, 'card_declined'));
    refuse('card', DECLINED);
    shop.announce(DECLINED);
  };
  const isTestCard = (text: string): string | null => (payWith(text) === 'not a test card' ? NOT_A_TEST_CARD : null);
  const isInTime = (text: string): string | null =>
    isValidExpiry(text, new Date()) ? null : 'Expiry: please write month and year as MM/YY, not in the past.';
  const isCode = (text: string): string | null =>
    /^\d{3,4}$/u.test(text) ? null : 'Security code: please write the three or four digits.';
  return [
    el(
      'p',
      { with: { class: 'hint' } },
      `Nobody pays here. ${TEST_CARDS.accepted} is accepted, ${TEST_CARDS.declined} is declined; any date to come and any code will do.`,
    ),
    form({
      fields: [
        { name: 'card', label: 'Card number', autocomplete: 'off', inputMode: 'numeric', check: isTestCard },
        { name: 'expiry', label: 'Expiry', hint: 'MM/YY', autocomplete: 'off', check: isInTime },
        { name: 'code', label: 'Security code', autocomplete: 'off', inputMode: 'numeric', check: isCode },
      ],
      submit: 'Go on to review',
      onSubmit: ({ card = '' }) => {
        pay(card);
      },
    }),
  ];
}
