import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import { fetch } from 'undici';
import { sha256Of } from './bundle';
import { redirected } from './client';
import { reasonOf, type Reading } from './reading';

const TIMEOUT_MS = 60_000;

/** Who reads: Twilio gives out a protected file to whoever signs as itself, with the account's auth token. */
export interface Reader {
  readonly authToken: string;
  /** As of `createClient`. */
  readonly baseUrl: string | null;
}

/** The SHA-256 of what is served at an address of the account. */
export async function servedHash(url: string, { authToken, baseUrl }: Reader): Promise<Reading<string>> {
  const address = baseUrl === null ? url : redirected(url, baseUrl);
  try {
    const response = await fetch(address, {
      headers: { 'x-twilio-signature': getExpectedTwilioSignature(authToken, url, {}) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const content = new Uint8Array(await response.arrayBuffer());
    if (response.ok) return { kind: 'read', value: sha256Of(content) };
    if (response.status === 404) return { kind: 'missing' };
    if (response.status === 401 || response.status === 403) return { kind: 'refused' };
    return { kind: 'silent', reason: `HTTP ${String(response.status)}` };
  } catch (error) {
    return { kind: 'silent', reason: reasonOf(error) };
  }
}
