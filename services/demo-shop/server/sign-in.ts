import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { textIn } from './posted';

/** The shop's own id of the person with this e-mail address: the same each time, in every browser. */
export const userIdOf = (email: string): string =>
  `user-${createHash('sha256').update(email.trim().toLowerCase()).digest('hex').slice(0, 16)}`;

/** The address in the body of a sign-in, or null. */
export function emailIn(body: unknown): string | null {
  const email = textIn(body, 'email');
  return email !== null && /^[^\s@]{1,64}@[^\s@]{1,190}$/u.test(email) ? email : null;
}

/**
 * What the shop vouches with that somebody is this user: whoever shows it was told it at a sign-in. Whoever knows the
 * secret can check it, as the backend does.
 */
export const signatureOf = (userId: string, secret: string): string =>
  createHmac('sha256', secret).update(userId).digest('hex');

export function isSigned(userId: string, signature: string, secret: string): boolean {
  const [expected, given] = [Buffer.from(signatureOf(userId, secret)), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
