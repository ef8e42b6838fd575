import { Agent, request } from 'undici';
import { primaryAuthToken } from '../base/auth-tokens';
import { MOST_CALLBACKS_AT_ONCE } from './callback-config';
import { signForm, withBodyHash } from './signature';

/** One signed POST that is to be made. */
export interface Callback {
  /** What it tells, for the log: a type and a SID, no content. */
  readonly about: string;
  readonly url: string;
  /** Those of a form; JSON has none. */
  readonly fields: Readonly<Record<string, string>>;
  /** Sent in place of a form: the URL tells its hash then. */
  readonly json?: string;
  /** The same for every attempt and every copy of one event. */
  readonly idempotencyToken: string;
}

/** What became of one attempt. `retryAfterMs` is the receiver's wish, if it named one. */
export type Attempt =
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly retryAfterMs: number };

export interface CallbackSender {
  send(callback: Callback): Promise<Attempt>;
  close(): Promise<void>;
}

/** TaskRouter waits 15 s for an answer (docs.twilio.com, "TaskRouter Events reference"); Sync's pages do not say. */
const ANSWER_WITHIN_MS = 15_000;

/** Sends signed forms, and JSON, over kept-alive connections. */
export function createCallbackSender(answerWithinMs = ANSWER_WITHIN_MS): CallbackSender {
  const agent = new Agent({
    connections: MOST_CALLBACKS_AT_ONCE,
    keepAliveTimeout: 10_000,
    connect: { timeout: 5_000 },
  });
  return {
    async send(callback) {
      const { url, type, body } = requestOf(callback);
      try {
        const answer = await request(url, {
          method: 'POST',
          dispatcher: agent,
          headersTimeout: answerWithinMs,
          bodyTimeout: answerWithinMs,
          headers: {
            'content-type': type,
            'user-agent': 'TwilioProxy/1.1',
            'x-twilio-signature': signForm(primaryAuthToken(), url, callback.fields),
            'i-twilio-idempotency-token': callback.idempotencyToken,
          },
          body,
        });
        await answer.body.dump();
        return outcomeOf(answer.statusCode, answer.headers['retry-after']);
      } catch (error) {
        return { kind: 'unavailable', reason: String(error), retryAfterMs: 0 };
      }
    },
    close: () => agent.destroy(),
  };
}

function requestOf({ url, fields, json }: Callback): {
  readonly url: string;
  readonly type: string;
  readonly body: string;
} {
  if (json !== undefined) return { url: withBodyHash(url, json), type: 'application/json', body: json };
  const type = 'application/x-www-form-urlencoded; charset=UTF-8';
  return { url, type, body: new URLSearchParams(fields).toString() };
}

function outcomeOf(status: number, retryAfter: string | string[] | undefined): Attempt {
  if (status >= 200 && status < 300) return { kind: 'acknowledged' };
  const reason = `HTTP ${status}`;
  if (status !== 429 && status < 500) return { kind: 'refused', reason };
  const seconds = Number(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter);
  return { kind: 'unavailable', reason, retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
}
