import type { FastifyInstance } from 'fastify';
import { IngestOverloaded, type IngestResult } from '../ingest/ingest';
import type { Metrics } from '../metrics';
import type { SignatureCheck } from '../twilio/webhook-signature';
import { parseFormBody } from './form-body';
import { HttpProblem } from './problem';

/** Path of the workspace's event callback URL. */
export const TASKROUTER_WEBHOOK_PATH = '/webhooks/taskrouter';

export interface TaskRouterWebhookOptions {
  readonly checkSignature: SignatureCheck;
  /** Resolves when the event is committed. */
  readonly accept: (form: Readonly<Record<string, string>>) => Promise<IngestResult>;
  readonly metrics: Metrics;
  readonly now: () => number;
}

/** A callback carries task and worker attributes of at most 4 KiB each; this is far above it. */
const BODY_LIMIT_BYTES = 256 * 1024;
const RETRY_AFTER_SECONDS = 1;

/**
 * `POST /webhooks/taskrouter`. The answer 204 means that the event is committed. The signature comes before everything
 * else that looks into the body; what fails it leaves no trace in the store. Trouble of our own is always 503, because a
 * sender gives an event up that was answered with 4xx.
 */
export async function taskRouterWebhookRoute(
  server: FastifyInstance,
  { checkSignature, accept, metrics, now }: TaskRouterWebhookOptions,
): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    scope.post(TASKROUTER_WEBHOOK_PATH, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      const receivedAt = now();
      if (!Buffer.isBuffer(request.body)) {
        throw new HttpProblem(415, 'unsupported_media_type', 'Send a form: application/x-www-form-urlencoded.');
      }
      const form = parseFormBody(request.body);
      if (form === null) throw new HttpProblem(400, 'invalid_encoding', 'The form is not valid UTF-8.');
      const signature = request.headers['x-twilio-signature'];
      if (!checkSignature(request.url, typeof signature === 'string' ? signature : undefined, form.parameters)) {
        throw new HttpProblem(
          403,
          'invalid_signature',
          'X-Twilio-Signature does not match: check PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN.',
        );
      }
      metrics.eventsReceived.inc();
      count(await commit(form.fields));
      metrics.ingestCommitSeconds.observe((now() - receivedAt) / 1_000);
      return reply.code(204).send();
    });
    done();
  });

  async function commit(form: Readonly<Record<string, string>>): Promise<IngestResult> {
    try {
      return await accept(form);
    } catch (error) {
      const code = error instanceof IngestOverloaded ? 'overloaded' : 'store_unavailable';
      throw new HttpProblem(503, code, 'The event was not stored. Send it again.', RETRY_AFTER_SECONDS, {
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
