import type { CheckoutContext, TaskContext } from '@flex-sync-suite/shared/flex';
import { checkoutSteps, STALLED_AFTER_MS } from './checkout-run';
import type { CustomerFacts, EntryOf } from './customer-facts';
import { reasonWords } from './reason-words';

/** What other plugins are told of a customer. */
export function taskContext(facts: CustomerFacts, clock: TaskContext['clock']): TaskContext {
  const { checkout, searches, cart, location } = facts;
  const [search] = searches?.searches ?? [];
  const notSold = cart?.lines.find(({ soldInCountry }) => soldInCountry === false);
  return {
    checkout: checkout?.orderedAt === null ? checkoutContext(checkout) : null,
    searchWithoutResult: search?.found === 0 ? { query: search.query } : null,
    notSold: notSold === undefined ? null : { product: notSold.name, country: location?.country ?? null },
    clock,
  };
}

function checkoutContext(checkout: EntryOf<'checkout'>): CheckoutContext {
  const { currentSince, stopsAt } = checkout;
  const step = checkoutSteps(checkout).find(({ state }) => state === 'current') ?? null;
  const since = step === null || currentSince === null ? null : Date.parse(currentSince);
  const reason = step?.lastFailure?.reason ?? null;
  return {
    step: step === null ? null : { number: step.step, name: step.name },
    since,
    stallsAt: since === null ? null : since + STALLED_AFTER_MS,
    stopsAt: stopsAt === null ? null : Date.parse(stopsAt),
    failures: step?.failures ?? 0,
    lastFailure: reason === null ? null : reasonWords(reason),
  };
}
