/**
 * Text that PostgreSQL can hold: NUL characters and lone surrogates, which `text` and `jsonb` refuse, become U+FFFD.
 * The event as received is kept beside it, exactly.
 */
export const storableText = (text: string): string => text.replace(UNSTORABLE, '\ufffd');

// With the u flag a surrogate pair is one character, so \p{Surrogate} finds only the lone ones.
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

/** JSON text of a received body, in which JSON itself escapes what the database could not hold. */
export const rawText = (body: unknown): string => JSON.stringify(body);
