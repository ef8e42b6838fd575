/** What one question came to. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'refused' | 'missing' }
  /** No answer, or one that says nothing about what was asked. */
  | { readonly kind: 'silent'; readonly reason: string };

/** An answer of Twilio's REST API, without throwing for what it says; a fault of ours is thrown. */
export async function readingOf<T>(answer: Promise<T>): Promise<Reading<T>> {
  try {
    return { kind: 'read', value: await answer };
  } catch (error) {
    const status = statusOf(error);
    if (status === 401 || status === 403) return { kind: 'refused' };
    if (status === 404) return { kind: 'missing' };
    return { kind: 'silent', reason: reasonOf(error) };
  }
}

/** `RestException` of the helper has the HTTP status; an error of the transport has none. */
const statusOf = (error: unknown): number | null =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : null;

/** In words, with the code of the transport where there is one; never a stack. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return code === null || error.message.includes(code) ? error.message : `${error.message} (${code})`;
}
