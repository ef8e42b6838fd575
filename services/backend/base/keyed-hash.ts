import { createHmac } from 'node:crypto';

/** Hashes texts with a secret: without it, all phone numbers there are could be tried. HMAC-SHA256, hex. */
export const keyedHash =
  (secret: string) =>
  (text: string): string =>
    createHmac('sha256', secret).update(text).digest('hex');
