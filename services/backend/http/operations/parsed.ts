import * as v from 'valibot';
import { Refusal } from '../../base/refusal';

/**
 * Checks a query or a body.
 * @throws Refusal `invalid` with the names of the wrong fields, never their values: a search may hold a customer's number
 */
export function parsed<const Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  throw invalid(what, ...result.issues.map((issue) => v.getDotPath(issue) ?? what));
}

/** A query or a body of which these fields are wrong. */
export const invalid = (what: string, ...names: readonly string[]): Refusal =>
  new Refusal('invalid', 'invalid_request', `The ${what} is not valid: ${[...new Set(names)].join(', ')}.`);

const nothing = (): Refusal => new Refusal('missing', 'not_found', 'There is no such thing.');

/** Checks the parameters of a path. @throws what `missing` makes for text that cannot name anything */
export function parsedParams(
  schemas: Readonly<Record<string, v.GenericSchema>> | undefined,
  input: unknown,
  missing: () => Refusal = nothing,
): Readonly<Record<string, unknown>> {
  const result = v.safeParse(v.object(schemas ?? {}), input ?? {});
  if (result.success) return result.output;
  throw missing();
}
