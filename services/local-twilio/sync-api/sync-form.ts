import { parseJson } from '../base/json';
import type { HostRequest, HostResponse } from '../http/host-app';
import { SyncError, syncErrors } from '../sync/sync-error';

/** `Data` is JSON inside the form. */
export function dataOf(form: URLSearchParams): unknown {
  const text = form.get('Data');
  if (text === null) return undefined;
  try {
    return parseJson(text);
  } catch {
    throw syncErrors.invalidJson();
  }
}

/** The first of these fields that is there, as a number; `Ttl` is an alias of its longer names. */
export function ttlOf(form: URLSearchParams, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const text = form.get(name);
    if (text !== null) return text.trim() === '' ? NaN : Number(text);
  }
  return undefined;
}

export function booleanOf(form: URLSearchParams, name: string): boolean | undefined {
  const text = form.get(name);
  if (text === null) return undefined;
  if (text !== 'true' && text !== 'false') throw new SyncError(400, 20001, `${name} must be true or false`);
  return text === 'true';
}

/** REST answers 20404 for everything that is missing, where the SDK sees a code for each kind. */
export function restError(error: SyncError, request: HostRequest): HostResponse {
  const isMissing = error.status === 404;
  const code = isMissing ? 20404 : error.code;
  const message = isMissing ? `The requested resource ${request.path} was not found` : error.message;
  const { status } = error;
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}
