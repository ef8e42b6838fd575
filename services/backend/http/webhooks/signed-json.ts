import { isUtf8 } from 'node:buffer';
import { Refusal } from '../../base/refusal';
import { carriesHashOf, type SignatureCheck } from '../../twilio/webhook-signature';
import { notSigned, signatureOf, type SignedBody } from './signed-route';

/** A batch of some thousand events; how many one may have, no page of Twilio's tells. */
const LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * JSON, of which the URL holds the hash: the URL is signed, so that whoever is not Twilio is refused before a byte of the
 * body is read, and the body must be the one of the hash, or one captured signature would let any body in.
 */
export const signedJson = (checkSignature: SignatureCheck): SignedBody<unknown> => ({
  contentTypes: ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'],
  limitBytes: LIMIT_BYTES,
  wanted: 'Send a JSON array of CloudEvents: application/json.',
  refuse: (request) => (checkSignature(request.url, signatureOf(request), {}) ? undefined : notSigned()),
  read: (raw, request) => {
    if (!carriesHashOf(request.url, raw)) throw notSigned();
    if (!isUtf8(raw)) throw new Refusal('invalid', 'invalid_encoding', 'The JSON is not valid UTF-8.');
    return parsed(raw);
  },
});

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    throw new Refusal('invalid', 'invalid_request', 'The body is not JSON.');
  }
}
