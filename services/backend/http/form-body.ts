import { isUtf8 } from 'node:buffer';
import type { FormParameters } from '../twilio/webhook-signature';

/** A decoded form, in the two shapes its readers need. */
export interface FormBody {
  /** For the signature: a repeated parameter is a list. */
  readonly parameters: FormParameters;
  /** For the reader of the event: the first value of each parameter. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Decodes `application/x-www-form-urlencoded` strictly. `URLSearchParams` would replace broken UTF-8 silently, and the
 * signature and the stored event would then speak of different bytes.
 *
 * @returns null when the bytes, or the bytes behind the percent signs, are not valid UTF-8
 */
export function parseFormBody(raw: Buffer): FormBody | null {
  if (!isUtf8(raw)) return null;
  // Without prototypes, a parameter named `__proto__` is a parameter like any other.
  const parameters = Object.create(null) as Record<string, string | string[]>;
  const fields = Object.create(null) as Record<string, string>;
  try {
    for (const pair of raw.toString().split('&')) {
      if (pair === '') continue;
      const equals = pair.indexOf('=');
      const name = decode(equals === -1 ? pair : pair.slice(0, equals));
      const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
      const earlier = parameters[name];
      parameters[name] = earlier === undefined ? value : [earlier, value].flat();
      fields[name] ??= value;
    }
  } catch (error) {
    // Bytes behind the percent signs that are not UTF-8.
    if (error instanceof URIError) return null;
    throw error;
  }
  return { parameters, fields };
}

const decode = (part: string): string => decodeURIComponent(part.replaceAll('+', ' '));
