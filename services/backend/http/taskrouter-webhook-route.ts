import type { FastifyInstance } from 'fastify';
import { createBoundedLog } from '../base/bounded-log';
import { IngestOverloaded } from '../ingest/group-commit';
import type { IngestResult } from '../ingest/ingest';
import type { Metrics } from '../base/metrics';
import type { Clock } from '../base/clock';
import type { SignatureCheck } from '../twilio/webhook-signature';
import { parseFormBody, type FormBody, type FormFault } from './form-body';
import { Refusal } from '../base/refusal';
import { problemOf } from './problem';

/** Path of the workspace's event callback URL. */
export const TASKROUTER_WEBHOOK_PATH = '/webhooks/taskrouter';

export interface TaskRouterWebhookOptions {
  readonly checkSignature: SignatureCheck;
  /** Resolves when the event is committed. */
  readonly accept: (form: Readonly<Record<string, string>>) => Promise<IngestResult>;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

/** A callback carries task and worker attributes of at most 4 KiB each; this is far above it. */
const BODY_LIMIT_BYTES = 256 * 1024;
const RETRY_AFTER_SECONDS = 1;

/** The label of `callbacks_refused_total`, by the code of the answer. */
const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['invalid_signature', 'signature'],
  ['invalid_encoding', 'encoding'],
  ['too_large', 'size'],
  ['too_many_parameters', 'size'],
  ['unsupported_media_type', 'media-type'],
]);

/**
 * `POST /webhooks/taskrouter`. The answer 204 means that the event is committed. The signature comes before everything
 * else that looks into the body; what fails it leaves no trace in the store. Trouble of our own is always 503, because a
 * sender gives an event up that was answered with 4xx.
 */
export async function taskRouterWebhookRoute(
  server: FastifyInstance,
  { checkSignature, accept, metrics, clock }: TaskRouterWebhookOptions,
): Promise<void> {
  await server.register((scope, _options, done) => {
    tellRefusals(scope, metrics, clock);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    scope.post(TASKROUTER_WEBHOOK_PATH, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      const receivedAt = clock.now();
      if (!Buffer.isBuffer(request.body)) {
        throw new Refusal('wrong-type', 'unsupported_media_type', 'Send a form: application/x-www-form-urlencoded.');
      }
      const form = parseFormBody(request.body);
      if (typeof form === 'string') throw faultOf(form);
      requireSignature(request.url, request.headers['x-twilio-signature'], form);
      metrics.eventsReceived.inc();
      count(await commit(form.fields));
      metrics.ingestCommitSeconds.observe((clock.now() - receivedAt) / 1_000);
      return reply.code(204).send();
    });
    done();
  });

  function requireSignature(url: string, signature: string | string[] | undefined, { parameters }: FormBody): void {
    if (checkSignature(url, typeof signature === 'string' ? signature : undefined, parameters)) return;
    throw new Refusal(
      'forbidden',
      'invalid_signature',
      'X-Twilio-Signature does not match: check PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN.',
    );
  }

  async function commit(form: Readonly<Record<string, string>>): Promise<IngestResult> {
    try {
      return await accept(form);
    } catch (error) {
      const code = error instanceof IngestOverloaded ? 'overloaded' : 'store_unavailable';
      throw new Refusal('unavailable', code, 'The event was not stored. Send it again.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
        cause: error,
      });
    }
  }

  function count({ stored, duplicates, dead }: IngestResult): void {
    metrics.eventsStored.inc(stored);
    metrics.eventsDuplicate.inc(duplicates);
    metrics.eventsDead.inc(dead);
  }
}

function faultOf(fault: FormFault): Refusal {
  switch (fault) {
    case 'invalid-encoding':
      return new Refusal('invalid', 'invalid_encoding', 'The form is not valid UTF-8.');
    case 'malformed':
      return new Refusal('invalid', 'invalid_request', 'The form is not a list of name=value.');
    case 'too-many-parameters':
      return new Refusal('too-large', 'too_many_parameters', 'The form has more parameters than any callback.');
  }
}

/**
 * Counts what the scope refuses and tells of it at a bounded rate. Either somebody forges, or Twilio's own callbacks are
 * refused, which nothing else would show. The lines hold nothing that the caller sent.
 */
function tellRefusals(scope: FastifyInstance, metrics: Metrics, clock: Clock): void {
  const log = createBoundedLog(clock);
  scope.addHook('onClose', () => {
    log.close();
  });
  scope.addHook('onError', async (_request, _reply, error) => {
    const { status, code, message } = problemOf(error);
    if (status >= 500) return;
    const reason = REFUSALS.get(code) ?? 'malformed';
    metrics.callbacksRefused.inc({ reason });
    log.note(reason, (refused) => {
      scope.log.warn({ reason, refused }, `callbacks were refused: ${message}`);
    });
  });
}
