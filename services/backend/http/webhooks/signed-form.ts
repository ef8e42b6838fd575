import { Refusal } from '../../base/refusal';
import type { SignatureCheck } from '../../twilio/webhook-signature';
import { parseFormBody, type FormFault } from './form-body';
import { notSigned, signatureOf, type SignedBody } from './signed-route';

/** A callback of TaskRouter carries attributes of at most 4 KiB each, one of Sync data of 16 KiB: this is far above both. */
const LIMIT_BYTES = 256 * 1024;

/** A form, whose parameters are signed beside the URL. */
export const signedForm = (checkSignature: SignatureCheck): SignedBody<Readonly<Record<string, string>>> => ({
  contentTypes: ['application/x-www-form-urlencoded'],
  limitBytes: LIMIT_BYTES,
  wanted: 'Send a form: application/x-www-form-urlencoded.',
  read: (raw, request) => {
    const form = parseFormBody(raw);
    if (typeof form === 'string') throw faultOf(form);
    if (!checkSignature(request.url, signatureOf(request), form.parameters)) throw notSigned();
    return form.fields;
  },
});

function faultOf(fault: FormFault): Refusal {
  switch (fault) {
    case 'invalid-encoding':
      return new Refusal('invalid', 'invalid_encoding', 'The form is not valid UTF-8.');
    case 'malformed':
      return new Refusal('invalid', 'invalid_request', 'The form is not a list of name=value.');
    case 'too-many-parameters':
      return new Refusal('too-large', 'too_many_parameters', 'The form has more parameters than any callback.');
  }
}
