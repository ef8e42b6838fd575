/**
 * The part of the Standard Schema interface (https://standardschema.dev, version 1) that this suite relies on.
 * Declared here so that plugin authors may bring any conforming schema library to the hooks layer.
 */
export interface Schema<Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

type StandardResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly StandardIssue[] };

interface StandardIssue {
  readonly message: string;
  /** Not in the standard: valibot names the rule here, without the value that broke it. */
  readonly expected?: string | null | undefined;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What {@link parseWithSchema} found: the typed value, or the first problem in words. */
export type Parsed<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly path: string; readonly message: string };

/**
 * Checks `input` against `schema`.
 *
 * @returns the output value, or the path and rule of the first issue, never the value found there: messages reach logs
 *   and screens, and the value may be a customer's name or number; never throws for bad input
 * @throws TypeError when the schema validates asynchronously: a Sync payload is checked inside one event
 */
export function parseWithSchema<Output>(schema: Schema<Output>, input: unknown): Parsed<Output> {
  const result = schema['~standard'].validate(input);
  if (result instanceof Promise) throw new TypeError('Sync payload schemas must validate synchronously');
  if (result.issues === undefined) return { ok: true, value: result.value };
  const [first] = result.issues;
  const path = (first?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return { ok: false, path, message: first?.expected ? `Expected ${first.expected}` : 'Does not match its schema' };
}
