import * as v from 'valibot';
import { Refusal } from '../base/refusal';

/**
 * Checks a query or a body.
 * @throws Refusal `invalid` with the names of the wrong fields, never their values
 */
export function parsed<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const names = result.issues.map((issue) => v.getDotPath(issue) ?? what);
  throw new Refusal('invalid', 'invalid_request', `The ${what} is not valid: ${[...new Set(names)].join(', ')}.`);
}
