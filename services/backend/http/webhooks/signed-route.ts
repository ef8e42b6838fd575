import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createBoundedLog } from '../../base/bounded-log';
import type { Clock } from '../../base/clock';
import type { Metrics } from '../../base/metrics';
import { Refusal } from '../../base/refusal';
import { IngestOverloaded } from '../../ingest/group-commit';
import { problemOf } from '../problem';

/** What a webhook of Twilio is sent, and how it is known to be Twilio's. */
export interface SignedBody<Told> {
  readonly contentTypes: readonly string[];
  readonly limitBytes: number;
  /** Refuses a body of another kind, in words. */
  readonly wanted: string;
  /** Why the request is refused before anything of its body is read, if it is. */
  readonly refuse?: (request: FastifyRequest) => Refusal | undefined;
  /** @throws Refusal for what Twilio did not sign, or cannot be read */
  readonly read: (raw: Buffer, request: FastifyRequest) => Told;
}

export interface SignedRouteOptions<Told> {
  readonly path: string;
  readonly body: SignedBody<Told>;
  /** Resolves when what was told is committed. `receivedAt`: when its request came, in UTC milliseconds. */
  readonly take: (told: Told, receivedAt: number) => Promise<void>;
  readonly metrics: Pick<Metrics, 'callbacksRefused'>;
  readonly clock: Clock;
}

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
 * `POST` of a body that Twilio signs. The answer 204 means that it is committed. The signature comes before everything else
 * that looks into the body; what fails it leaves no trace in the store. Trouble of our own is always 503, because a sender
 * gives up what was answered with 4xx.
 */
export async function signedRoute<Told>(server: FastifyInstance, options: SignedRouteOptions<Told>): Promise<void> {
  const { path, clock } = options;
  const { contentTypes, limitBytes: bodyLimit, wanted, refuse, read } = options.body;
  await server.register((scope, _options, done) => {
    tellRefusals(scope, options);
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser([...contentTypes], { parseAs: 'buffer', bodyLimit }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.addHook('onRequest', (request, _reply, next) => {
      next(refuse?.(request));
    });
    scope.post(path, { bodyLimit }, async (request, reply) => {
      const receivedAt = clock.now();
      if (!Buffer.isBuffer(request.body)) throw new Refusal('wrong-type', 'unsupported_media_type', wanted);
      await commit(options, read(request.body, request), receivedAt);
      return reply.code(204).send();
    });
    done();
  });
}

/** The same body, told as something else. */
export const readAs = <From, To>(body: SignedBody<From>, as: (told: From) => To): SignedBody<To> => ({
  ...body,
  read: (raw, request) => as(body.read(raw, request)),
});

/** Nobody but Twilio, and whoever was told the auth token, signs what comes to this address. */
export const notSigned = (): Refusal =>
  new Refusal(
    'forbidden',
    'invalid_signature',
    'X-Twilio-Signature does not match: check PUBLIC_BASE_URL and TWILIO_AUTH_TOKEN.',
  );

export function signatureOf({ headers }: FastifyRequest): string | undefined {
  const signature = headers['x-twilio-signature'];
  return typeof signature === 'string' ? signature : undefined;
}

async function commit<Told>({ take }: SignedRouteOptions<Told>, told: Told, receivedAt: number): Promise<void> {
  try {
    await take(told, receivedAt);
  } catch (error) {
    const code = error instanceof IngestOverloaded ? 'overloaded' : 'store_unavailable';
    throw new Refusal('unavailable', code, 'The event was not stored. Send it again.', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      cause: error,
    });
  }
}

/**
 * Counts what the scope refuses and tells of it at a bounded rate. Either somebody forges, or Twilio's own callbacks are
 * refused, which nothing else would show. The lines hold nothing that the caller sent.
 */
function tellRefusals(
  scope: FastifyInstance,
  { path, metrics, clock }: Pick<SignedRouteOptions<never>, 'path' | 'metrics' | 'clock'>,
): void {
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
