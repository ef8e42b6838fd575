import { isUtf8 } from 'node:buffer';
import type { FormParameters } from '../../twilio/webhook-signature';

/** A decoded form, in the two shapes its readers need. */
export interface FormBody {
  /** For the signature: a repeated parameter is a list. */
  readonly parameters: FormParameters;
  /** For the reader of the event: the first value of each parameter. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Why some bytes are no form. */
export type FormFault = 'invalid-encoding' | 'malformed' | 'too-many-parameters';

/** A callback has less than a hundred. Everybody may send a form, and what is counted out is not even decoded. */
export const MAX_PARAMETERS = 1_000;

/**
 * Decodes `application/x-www-form-urlencoded` strictly: every parameter is `name=value`, as every serializer writes it.
 * `URLSearchParams` would replace broken UTF-8 silently, and the signature and the stored event would then speak of
 * different bytes. Runs before the signature is checked: its work grows with the length of the body, and no faster.
 */
export function parseFormBody(raw: Buffer): FormBody | FormFault {
  if (!isUtf8(raw)) return 'invalid-encoding';
  const pairs = raw.length === 0 ? [] : raw.toString().split('&', MAX_PARAMETERS + 1);
  if (pairs.length > MAX_PARAMETERS) return 'too-many-parameters';
  // Without prototypes, a parameter named `__proto__` is a parameter like any other.
  const parameters = Object.create(null) as Record<string, string | string[]>;
  const fields = Object.create(null) as Record<string, string>;
  try {
    for (const pair of pairs) {
      const equals = pair.indexOf('=');
      if (equals === -1) return 'malformed';
      const name = decode(pair.slice(0, equals));
      const value = decode(pair.slice(equals + 1));
      const earlier = parameters[name];
      if (earlier === undefined) parameters[name] = value;
      else if (typeof earlier === 'string') parameters[name] = [earlier, value];
      else earlier.push(value);
      fields[name] ??= value;
    }
  } catch (error) {
    // Bytes behind the percent signs that are not UTF-8.
    if (error instanceof URIError) return 'invalid-encoding';
    throw error;
  }
  return { parameters, fields };
}

const decode = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '));
