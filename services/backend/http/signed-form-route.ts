import type { FastifyInstance } from 'fastify';
import { createBoundedLog } from '../base/bounded-log';
import type { Clock } from '../base/clock';
import type { Metrics } from '../base/metrics';
import { Refusal } from '../base/refusal';
import { IngestOverloaded } from '../ingest/group-commit';
import type { SignatureCheck } from '../twilio/webhook-signature';
import { parseFormBody, type FormBody, type FormFault } from './form-body';
import { problemOf } from './problem';

export interface SignedFormRouteOptions {
  readonly path: string;
  readonly checkSignature: SignatureCheck;
  /** Resolves when what the form tells is committed. `receivedAt`: when its request came, in UTC milliseconds. */
  readonly take: (form: Readonly<Record<string, string>>, receivedAt: number) => Promise<void>;
  readonly metrics: Pick<Metrics, 'callbacksRefused'>;
  readonly clock: Clock;
}

/** A callback of TaskRouter carries attributes of at most 4 KiB each, one of Sync data of 16 KiB: this is far above both. */
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
 * `POST` of a form that Twilio signs. The answer 204 means that it is committed. The signature comes before everything else
 * that looks into the body; what fails it leaves no trace in the store. Trouble of our own is always 503, because a sender
 * gives up what was answered with 4xx.
 */
export async function signedFormRoute(server: FastifyInstance, options: SignedFormRouteOptions): Promise<void> {
  const { path, clock } = options;
  await server.register((scope, _options, done) => {
    tellRefusals(scope, options);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    scope.post(path, { bodyLimit: BODY_LIMIT_BYTES }, async (request, reply) => {
      const receivedAt = clock.now();
      if (!Buffer.isBuffer(request.body)) {
        throw new Refusal('wrong-type', 'unsupported_media_type', 'Send a form: application/x-www-form-urlencoded.');
      }
      const form = parseFormBody(request.body);
      if (typeof form === 'string') throw faultOf(form);
      requireSignature(options, request.url, request.headers['x-twilio-signature'], form);
      await commit(options, form.fields, receivedAt);
      return reply.code(204).send();
    });
    done();
  });
}

function requireSignature(
  { checkSignature }: SignedFormRouteOptions,
  url: string,
  signature: string | string[] | undefined,
  { parameters }: FormBody,
): void {
  if (checkSignature(url, typeof signature === 'string' ? signature : undefined, parameters)) return;
  throw new Refusal(
    'forbidden',
    'invalid_signature',
    'X-Twilio-Signature does not match: check PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN.',
  );
}

async function commit(
  { take }: SignedFormRouteOptions,
  form: Readonly<Record<string, string>>,
  receivedAt: number,
): Promise<void> {
  try {
    await take(form, receivedAt);
  } catch (error) {
    const code = error instanceof IngestOverloaded ? 'overloaded' : 'store_unavailable';
    throw new Refusal('unavailable', code, 'The event was not stored. Send it again.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: error,
    });
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
function tellRefusals(scope: FastifyInstance, { path, metrics, clock }: SignedFormRouteOptions): void {
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
      scope.log.warn({ path, reason, refused }, `callbacks were refused: ${message}`);
    });
  });
}
