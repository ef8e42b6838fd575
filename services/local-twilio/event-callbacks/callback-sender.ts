import { Agent, request } from 'undici';
import { account } from '../base/account';
import { MOST_CALLBACKS_AT_ONCE } from './callback-config';
import { signForm } from './signature';

/** One signed POST that is to be made. */
export interface Callback {
  /** What it tells, for the log: a type and a SID, no content. */
  readonly about: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
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

/** Sends signed forms over kept-alive connections. */
export function createCallbackSender(): CallbackSender {
  const agent = new Agent({
    connections: MOST_CALLBACKS_AT_ONCE,
    keepAliveTimeout: 10_000,
    connect: { timeout: 5_000 },
  });
  return {
    async send({ url, fields, idempotencyToken }) {
      try {
        const answer = await request(url, {
          method: 'POST',
          dispatcher: agent,
          headersTimeout: ANSWER_WITHIN_MS,
          bodyTimeout: ANSWER_WITHIN_MS,
          headers: {
            'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
            'user-agent': 'TwilioProxy/1.1',
            'x-twilio-signature': signForm(account.authToken, url, fields),
            'i-twilio-idempotency-token': idempotencyToken,
          },
          body: new URLSearchParams(fields).toString(),
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

function outcomeOf(status: number, retryAfter: string | string[] | undefined): Attempt {
  if (status >= 200 && status < 300) return { kind: 'acknowledged' };
  const reason = `HTTP ${status}`;
  if (status !== 429 && status < 500) return { kind: 'refused', reason };
  const seconds = Number(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter);
  return { kind: 'unavailable', reason, retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : 0 };
}
