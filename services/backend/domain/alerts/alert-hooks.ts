import type { AlertHookEvent, AlertHookMessage, QueueAlert } from '@flex-sync-suite/shared/contract';

const FIRST_GAP_MS = 5_000;
const LONGEST_GAP_MS = 3_600_000;
/** What a receiver has not taken for a day tells of alerts that nobody is waiting for. */
const GIVEN_UP_MS = 24 * 3_600_000;

/**
 * When a message that was not taken is sent again: after 5, 15, 45 … seconds, an hour at most. Null for never: it is a day old
 * by then. @param attempts made so far @param createdAtMs of the message
 */
export function nextAttemptAt(attempts: number, createdAtMs: number, nowMs: number): number | null {
  const gapMs = Math.min(LONGEST_GAP_MS, FIRST_GAP_MS * 3 ** Math.max(0, attempts - 1));
  const atMs = nowMs + gapMs;
  return atMs - createdAtMs > GIVEN_UP_MS ? null : atMs;
}

/** The body of a message. What people wrote stays inside. */
export function hookBody(event: AlertHookEvent, alert: QueueAlert | null, atMs: number): string {
  const told = alert === null ? null : withoutWords(alert);
  return JSON.stringify({ event, at: new Date(atMs).toISOString(), alert: told } satisfies AlertHookMessage);
}

function withoutWords(alert: QueueAlert): AlertHookMessage['alert'] {
  const { id, taskQueueSid, queueName, ruleId, metric, severity, value, bound, raisedAt, severitySince, owner, end } =
    alert;
  return { id, taskQueueSid, queueName, ruleId, metric, severity, value, bound, raisedAt, severitySince, owner, end };
}

/** A message as it is sent. */
export interface HookMessage {
  /** The same each time it is sent: receivers drop what they have. */
  readonly id: string;
  readonly event: AlertHookEvent;
  readonly body: string;
}

/** What goes with a message: which one it is, and who wrote it. */
export const hookHeaders = ({ id, event }: HookMessage, signature: string): Record<string, string> => ({
  'content-type': 'application/json',
  'user-agent': 'flex-sync-suite',
  'x-flex-sync-event': event,
  'x-flex-sync-delivery': id,
  'x-flex-sync-signature': signature,
});

/** Why nobody may be sent to a place, by its form; null when they may. Where its name leads is judged apart. */
export function hookUrlProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'This is not the address of a web server: it begins with https:// and has a name.';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'https:')
    return 'The address has to begin with https://, so that nobody on the way can read alerts.';
  return username === '' && password === '' ? null : 'The address may have no user name and no password in it.';
}
