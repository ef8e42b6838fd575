import { createHash } from 'node:crypto';

/** The shop's own id of the person with this e-mail address: the same each time, in every browser. */
export const userIdOf = (email: string): string =>
  `user-${createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 16)}`;

/** The address in the body of a sign-in, or null. */
export function emailIn(body: string): string | null {
  try {
    const { email } = JSON.parse(body) as { readonly email?: unknown };
    return typeof email === 'string' && /^[^\s@]{1,64}@[^\s@]{1,190}$/u.test(email) ? email : null;
  } catch {
    return null;
  }
}
