/**
 * What an operator looks an error up by: Twilio's code, or the host's with the number of its request, or the HTTP status.
 * Never a sentence; null when there is nothing of the kind.
 */
export function operatorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const cause = 'reason' in error ? operatorCode(error.reason) : null;
  if (cause !== null) return cause;
  for (const name of ['code', 'errorCode']) {
    const code: unknown = Reflect.get(error, name);
    if (typeof code === 'number' && code > 0) return String(code);
    if (typeof code === 'string' && IDENTIFIER.test(code)) return withRequest(code, Reflect.get(error, 'requestId'));
  }
  const status = ['status', 'httpStatusCode'].map((name): unknown => Reflect.get(error, name)).find(isNumber) ?? 0;
  return status > 0 ? `HTTP ${String(status)}` : null;
}

const IDENTIFIER = /^[\w.:-]{1,64}$/;

const isNumber = (value: unknown): value is number => typeof value === 'number';

const withRequest = (code: string, requestId: unknown): string =>
  typeof requestId === 'string' && IDENTIFIER.test(requestId) ? `${code}, ${requestId}` : code;
