import * as v from 'valibot';
import { Count } from './payload';

type Rules<Rule extends v.GenericSchema> = v.ArraySchema<Rule, undefined>;
type Text = v.StringSchema<undefined>;

// Lists of rules that people edit: read and replaced whole, and guarded by a revision.

/** Answer of `GET` and `PUT`: the rules as they are. */
export const ruleSet = <Rule extends v.GenericSchema>(
  rule: Rule,
): v.ObjectSchema<{ revision: typeof Count; rules: Rules<Rule>; canEdit: v.BooleanSchema<undefined> }, undefined> =>
  v.object({
    /** Raised by every change; 0 before the first one. */
    revision: Count,
    /** In the order that people gave them. */
    rules: v.array(rule),
    /** Whether the caller may change them. */
    canEdit: v.boolean(),
  });

/** Body of `PUT`: all rules, and the revision that they were made of. */
export const ruleSetUpdate = <Rule extends v.GenericSchema>(
  rule: Rule,
): v.ObjectSchema<{ revision: typeof Count; rules: Rules<Rule> }, undefined> =>
  v.object({ revision: Count, rules: v.array(rule) });

/** Body of a 409 answer: the usual error and the rules as they are now. */
export const ruleSetConflict = <Current extends v.GenericSchema>(
  current: Current,
): v.ObjectSchema<
  { code: v.LiteralSchema<'conflict', undefined>; message: Text; requestId: Text; current: Current },
  undefined
> =>
  v.object({
    code: v.literal('conflict'),
    message: v.string(),
    requestId: v.string(),
    current,
  });
