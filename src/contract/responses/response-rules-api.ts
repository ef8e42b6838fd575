import * as v from 'valibot';
import { ruleSet, ruleSetConflict, ruleSetUpdate } from '../rule-set';
import { MAX_TAG_LENGTH } from './canned-response';

/** Path of the backend's routes of the rules that rank responses by what the customer does. */
export const RESPONSE_RULES_PATH = '/canned-responses/rules';

/** Most rules of an account. */
export const MAX_RESPONSE_RULES = 50;
/** Longest name of a step, in characters. */
export const MAX_STEP_NAME_LENGTH = 60;

/** A step of the checkout, by its number or by the name that the shop gives it, in any case. */
const Step = v.union([
  v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_STEP_NAME_LENGTH)),
]);

/**
 * When a rule fires. `checkout-stalled`: the checkout does not go on, or has stopped, at the step. `checkout-failed`: the
 * step that the customer is on has failed. Without `step`: at whichever. `search-without-result`: the newest search found
 * nothing. `not-sold-in-country`: something in the cart is not sold where the customer is.
 */
export const RuleCondition = v.variant('kind', [
  v.object({ kind: v.literal('checkout-stalled'), step: v.optional(Step) }),
  v.object({ kind: v.literal('checkout-failed'), step: v.optional(Step) }),
  v.object({ kind: v.literal('search-without-result') }),
  v.object({ kind: v.literal('not-sold-in-country') }),
]);
export type RuleCondition = v.InferOutput<typeof RuleCondition>;
export type RuleConditionKind = RuleCondition['kind'];

/** Puts the responses with a tag first while its condition holds for the customer of the selected task. */
export const ResponseRule = v.object({
  /** The browser makes it up; one of a kind among the rules. */
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,36}$/)),
  when: RuleCondition,
  /** Compared without regard to case and width. */
  tag: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_TAG_LENGTH)),
});
export type ResponseRule = v.InferOutput<typeof ResponseRule>;

/**
 * Answer of `GET` and `PUT` of {@link RESPONSE_RULES_PATH}. Of two rules that fire for a response, the first is named.
 * An admin may change them, and a lead of a library that others share.
 */
export const ResponseRules = ruleSet(ResponseRule);
export type ResponseRules = v.InferOutput<typeof ResponseRules>;

/**
 * Body of `PUT`: all rules, in their order, at most {@link MAX_RESPONSE_RULES}. Another `revision` answers 409
 * {@link ResponseRulesConflict}; 422 where two rules say the same, or there are too many.
 */
export const ResponseRulesUpdate = ruleSetUpdate(ResponseRule);
export type ResponseRulesUpdate = v.InferOutput<typeof ResponseRulesUpdate>;

/** Body of a 409 answer: the usual error and the rules as they are now. */
export const ResponseRulesConflict = ruleSetConflict(ResponseRules);
