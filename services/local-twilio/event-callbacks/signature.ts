import { createHmac } from 'node:crypto';

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
