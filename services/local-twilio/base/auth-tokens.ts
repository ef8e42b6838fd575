import { randomBytes } from 'node:crypto';
import { account } from './account';
import { isSame } from './is-same';

/** Of the one account that Local Twilio knows, like its API keys: a reset takes nobody's token away. */
const tokens: { primary: string; secondary: string | null } = { primary: account.authToken, secondary: null };

/** The one that signs. */
export const primaryAuthToken = (): string => tokens.primary;

/** Whether it opens the account: while there is a secondary one, either does. */
export const isAuthToken = (given: string): boolean =>
  [tokens.primary, tokens.secondary].some((token) => token !== null && isSame(given, token));

/** @returns the new token, or null where there is one already */
export function createSecondaryAuthToken(): string | null {
  if (tokens.secondary !== null) return null;
  tokens.secondary = randomBytes(16).toString('hex');
  return tokens.secondary;
}

/** @returns whether there was one */
export function removeSecondaryAuthToken(): boolean {
  const isThere = tokens.secondary !== null;
  tokens.secondary = null;
  return isThere;
}

/** From now on it signs, and the primary one of before opens nothing. @returns it, or null where there is none */
export function promoteSecondaryAuthToken(): string | null {
  const { secondary } = tokens;
  if (secondary === null) return null;
  tokens.primary = secondary;
  tokens.secondary = null;
  return secondary;
}
