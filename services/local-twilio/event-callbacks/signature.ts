import { createHash, createHmac } from 'node:crypto';

/**
 * `X-Twilio-Signature` of a form POST: base64 of HMAC-SHA1, keyed with the auth token, over the URL followed by each
 * field name and value in the order of the names (docs.twilio.com, "Webhooks security").
 */
export function signForm(authToken: string, url: string, fields: Readonly<Record<string, string>>): string {
  const text = Object.keys(fields)
    .sort()
    .reduce((signed, name) => `${signed}${name}${fields[name] ?? ''}`, url);
  return createHmac('sha1', authToken).update(text, 'utf8').digest('base64');
}

/** The address of a JSON POST: it tells the body's SHA-256, and is all that is signed (docs.twilio.com, "Webhooks security"). */
export function withBodyHash(url: string, body: string): string {
  const hash = createHash('sha256').update(body, 'utf8').digest('hex');
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
}
