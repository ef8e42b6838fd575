import * as v from 'valibot';

/** When the day of a queue begins, for the figures of "today". */
export const QueueReset = v.object({
  /** On the clock on the wall, `HH:MM`. */
  time: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  /** IANA name; without it, the reporting zone. */
  zone: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
});
export type QueueReset = v.InferOutput<typeof QueueReset>;

/** Whether this runtime knows an IANA time zone of that name. An offset such as `+02:00` is none: its clock is never changed. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}
