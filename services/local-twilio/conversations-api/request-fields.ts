import { parseJson } from '../base/json';
import { chatErrors } from '../conversations/chat-error';
import type { HostRequest } from '../http/host-app';

/** Fields of a request; their values are checked where they are used. */
export type Fields = Readonly<Record<string, unknown>>;

/** The SDK sends JSON, except for "is typing", which is a form. @throws ChatError 400 for JSON that is no object */
export function fieldsOf({ body, headers }: HostRequest): Fields {
  if (body.trim() === '') return {};
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  let value: unknown;
  try {
    value = parseJson(body);
  } catch {
    throw chatErrors.badRequest('The body is neither a form nor JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw chatErrors.badRequest('The body is no JSON object');
}

/** @throws ChatError 400 when there is something else than text */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  throw chatErrors.badRequest(`${name} must be text`);
}

/** Text that is JSON. @throws ChatError 400 */
export function jsonTextOf(fields: Fields, name: string): string | undefined {
  const text = textOf(fields, name);
  if (text === undefined) return undefined;
  try {
    parseJson(text);
  } catch {
    throw chatErrors.badRequest(`${name} must be JSON`);
  }
  return text;
}

/** A whole number from 0, or null. @throws ChatError 400 */
export function intOf(fields: Fields, name: string): number | null {
  const value = fields[name];
  if (value === null) return null;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
  throw chatErrors.badRequest(`${name} must be a whole number from 0, or null`);
}
