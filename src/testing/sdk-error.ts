/** Rejections as the genuine SDK makes them: text, HTTP status, Twilio code. */
export function sdkError(message: string, status: number, code: number): Error {
  return Object.assign(new Error(`${message} (status: ${String(status)}, code: ${String(code)})`), { status, code });
}
