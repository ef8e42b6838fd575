import { createHmac } from 'node:crypto';

/** Hashes texts with a secret: without it, all phone numbers there are could be tried. HMAC-SHA256, hex. */
export const keyedHash =
  (secret: string) =>
  (text: string): string =>
    createHmac('sha256', secret).update(text).digest('hex');

/**
 * Says who wrote a text and when, for a receiver that has the secret: `t=<seconds>,v1=<HMAC-SHA256 of seconds, a dot and the
 * text>`. With the instant in it an old message cannot be sent again as a new one. @param atMs UTC milliseconds
 */
export function timedSignature(secret: string, text: string, atMs: number): string {
  const seconds = String(Math.floor(atMs / 1_000));
  return `t=${seconds},v1=${keyedHash(secret)(`${seconds}.${text}`)}`;
}
