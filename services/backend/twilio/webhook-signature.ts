import { validateRequest } from 'twilio';

/** Parameters of a form, a repeated one as a list: the shape Twilio's signature is computed over. */
export type FormParameters = Readonly<Record<string, string | string[]>>;

/** `path` is the request target as received, with its query. */
export type SignatureCheck = (path: string, signature: string | undefined, parameters: FormParameters) => boolean;

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
    if (signature === undefined || signature === '') return false;
    return authTokens.some((authToken) => validateRequest(authToken, signature, publicBaseUrl + path, parameters));
  };
}
