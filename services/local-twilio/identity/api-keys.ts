import { randomBytes } from 'node:crypto';
import { account, createSid } from '../base/account';

/** One API key of the account. */
export interface ApiKey {
  readonly sid: string;
  readonly secret: string;
  readonly friendlyName: string;
  readonly createdAt: number;
}

/** Of the one account that Local Twilio knows, like the account itself: a reset takes nobody's key away. */
const keys = new Map<string, ApiKey>([
  [
    account.apiKey,
    { sid: account.apiKey, secret: account.apiSecret, friendlyName: 'Local Twilio', createdAt: Date.UTC(2025, 0, 1) },
  ],
]);

/** Newest first, as Twilio lists them. */
export const listApiKeys = (): readonly ApiKey[] => [...keys.values()].reverse();

export const findApiKey = (sid: string): ApiKey | undefined => keys.get(sid);

export function createApiKey(friendlyName: string, nowMs: number): ApiKey {
  const key = { sid: createSid('SK'), secret: randomBytes(16).toString('hex'), friendlyName, createdAt: nowMs };
  keys.set(key.sid, key);
  return key;
}

/** The built-in one stays: desktops and documents name it. */
export const removeApiKey = (sid: string): boolean => sid !== account.apiKey && keys.delete(sid);
