import { createHash } from 'node:crypto';
import { validateRequest } from 'twilio';

/** Parameters of a form, a repeated one as a list: the shape Twilio's signature is computed over. */
export type FormParameters = Readonly<Record<string, string | string[]>>;

/** `path` is the request target as received, with its query. Never throws, whatever came. */
export type SignatureCheck = (path: string, signature: string | undefined, parameters: FormParameters) => boolean;

/** Base64 of the 20 bytes of an HMAC-SHA1. */
const SIGNATURE = /^[A-Za-z0-9+/]{27}=$/;

/**
 * Checks `X-Twilio-Signature`: HMAC-SHA1 over the URL and the sorted parameters
 * (https://www.twilio.com/docs/usage/security#validating-requests).
 *
 * The URL is built from the configured public base URL, never from `Host` or `X-Forwarded-*`, which a forger controls.
 *
 * @param authTokens primary and, during a rotation, secondary auth token: either may have signed
 */
export function createSignatureCheck(publicBaseUrl: string, authTokens: readonly string[]): SignatureCheck {
  return (path, signature, parameters) => {
    // What is no signature costs no hash: the helper computes six of them over the whole body.
    if (signature === undefined || !SIGNATURE.test(signature)) return false;
    const url = publicBaseUrl + path;
    // The helper throws for what is no URL.
    if (!path.startsWith('/') || !URL.canParse(url)) return false;
    return authTokens.some((authToken) => validateRequest(authToken, signature, url, parameters));
  };
}

/**
 * Whether the target tells the SHA-256 of exactly this body, as it does for JSON: the signature is over the URL alone then,
 * and says nothing about a body that nobody compares
 * (https://www.twilio.com/docs/usage/security#validating-requests, "bodySHA256").
 */
export function carriesHashOf(path: string, body: Buffer): boolean {
  const query = new URLSearchParams(path.slice(path.indexOf('?') + 1));
  return query.get('bodySHA256')?.toLowerCase() === createHash('sha256').update(body).digest('hex');
}
