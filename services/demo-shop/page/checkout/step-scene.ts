import type { Step } from '../../purchase/checkout';
import type { Shop } from '../shop';
import type { Checkout } from '../shop-state';

/** What a step of the checkout stands in. */
export interface StepScene {
  readonly shop: Shop;
  readonly checkout: Checkout;
  readonly step: Step;
  /** Keeps the answer, tells that the step is completed, and opens the next one. */
  readonly complete: (answer: Partial<Checkout>, told?: Readonly<Record<string, string>>) => void;
}
