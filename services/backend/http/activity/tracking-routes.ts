import { createHmac, timingSafeEqual } from 'node:crypto';
import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../base/refusal';
import { answerPreflight } from '../preflight';
import { createRateLimit, refuseExcess } from '../operations/rate-limit';
import type { ActivityOutcome, ArrivedBatch } from '../../ingest/activity/activity-ingest';
import { IngestOverloaded } from '../../ingest/group-commit';
import type { Shop } from '../../store/activity/shops';
import { basicCredentials } from './basic-credentials';
import { trackingBody, type TrackingBody } from './tracking-body';

export interface TrackingRoutesOptions {
  /** The shop of a write key that is accepted; null for any other text. */
  readonly shopOfWriteKey: (key: string) => Promise<Shop | null>;
  readonly shopById: (shopId: string) => Promise<Shop | null>;
  /** Resolves when the messages are committed. */
  readonly accept: (batch: ArrivedBatch) => Promise<ActivityOutcome[]>;
  /** Told what became of messages, to count them. */
  readonly onOutcome: (outcome: ActivityOutcome | 'over-limit', messages: number) => void;
  readonly now: () => number;
}

/** Segment's own: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/#max-request-size */
const BATCH_LIMIT_BYTES = 500 * 1024;
const MESSAGE_LIMIT_BYTES = 32 * 1024;
const MAX_MESSAGES = 2_500;

const SINGLE_PATHS = ['t', 'p', 'i', 'a', 'g', 's', 'track', 'page', 'identify', 'alias', 'group', 'screen'];
const BATCH_PATHS = ['b', 'batch', 'import'];

/** Requests of one write key: 200 a second, which is more than a busy shop's pages send together. */
const KEY_LIMIT = { burst: 1_000, refillMs: 5 };

const LONGEST_KEY = 255;

/**
 * `POST /v1/…`, Segment's Tracking API as its libraries speak it, and `POST /webhooks/segment/{shopId}`, to which a
 * workspace of Segment forwards the same. The answer 200 means that everything is committed. The libraries drop what is
 * answered with 4xx, so that only what can never be accepted gets one; trouble of ours is always 503.
 */
export async function trackingRoutes(server: FastifyInstance, options: TrackingRoutesOptions): Promise<void> {
  await server.register((scope) => trackingApi(scope, options), { prefix: '/v1' });
  await server.register((scope, _options, done) => {
    segmentWebhook(scope, options);
    done();
  });
}

async function trackingApi(scope: FastifyInstance, options: TrackingRoutesOptions): Promise<void> {
  const { shopOfWriteKey, now } = options;
  const waitMs = createRateLimit(KEY_LIMIT);
  // The pages of any shop; nothing is answered that a page must not see.
  await scope.register(cors, { origin: '*', exposedHeaders: 'Retry-After', maxAge: 7_200, preflight: false });
  takeBodies(scope);
  for (const path of [...SINGLE_PATHS, ...BATCH_PATHS]) {
    answerPreflight(scope, `/${path}`, ['POST']);
    scope.post(`/${path}`, { bodyLimit: BATCH_LIMIT_BYTES }, async (request) => {
      const body = trackingBody(bytesOf(request), BATCH_PATHS.includes(path) ? 'batch' : SINGLE_TYPES.get(path));
      const key = body.writeKey ?? basicCredentials(request.headers.authorization)?.user ?? '';
      const shop = key.length > LONGEST_KEY ? null : await shopOfWriteKey(key);
      if (shop === null) throw new Refusal('unauthenticated', 'unknown_write_key', 'The write key is not known here.');
      refuseExcess(waitMs(key, now()));
      return take(options, shop, body);
    });
  }
}

function segmentWebhook(scope: FastifyInstance, options: TrackingRoutesOptions): void {
  takeBodies(scope);
  scope.post('/webhooks/segment/:shopId', { bodyLimit: BATCH_LIMIT_BYTES }, async (request) => {
    const { shopId } = request.params as { readonly shopId: string };
    const shop = await options.shopById(shopId);
    const bytes = bytesOf(request);
    if (shop === null || !isSigned(bytes, request.headers['x-signature'], shop.secret)) {
      throw new Refusal('forbidden', 'invalid_signature', 'x-signature does not match: check the shop and its secret.');
    }
    return take(options, shop, trackingBody(bytes, undefined));
  });
}

/** The type of a message that says none, by the path it is sent to. */
const SINGLE_TYPES: ReadonlyMap<string, string> = new Map(
  ['track', 'page', 'identify', 'alias', 'group', 'screen'].flatMap((type) => [
    [type, type],
    [type.charAt(0), type],
  ]),
);

/** Bytes, whatever the Content-Type says: the browser library says `text/plain`, so that no preflight is needed. */
function takeBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BATCH_LIMIT_BYTES }, (_request, body, done) => {
    done(null, body);
  });
}

function bytesOf({ body }: FastifyRequest): Buffer {
  if (!Buffer.isBuffer(body)) throw new Refusal('invalid', 'invalid_request', 'Send a JSON body.');
  return body;
}

async function take(options: TrackingRoutesOptions, shop: Shop, body: TrackingBody): Promise<{ success: true }> {
  const { accept, onOutcome } = options;
  // To write each once more costs as much as to read it.
  const isSmall = (message: unknown): boolean =>
    body.sizeBytes <= MESSAGE_LIMIT_BYTES || sizeOf(message) <= MESSAGE_LIMIT_BYTES;
  const messages = body.messages.slice(0, MAX_MESSAGES).filter(isSmall);
  onOutcome('over-limit', body.messages.length - messages.length);
  try {
    for (const outcome of await accept({ shop, messages, sentAt: body.sentAt })) onOutcome(outcome, 1);
  } catch (error) {
    const code = error instanceof IngestOverloaded ? 'overloaded' : 'store_unavailable';
    throw new Refusal('unavailable', code, 'The events were not stored. Send them again.', {
      retryAfterSeconds: 1,
      cause: error,
    });
  }
  return { success: true };
}

const sizeOf = (message: unknown): number => Buffer.byteLength(JSON.stringify(message));

/** HMAC-SHA1, hex, of the body: https://segment.com/docs/connections/destinations/catalog/webhooks/#authenticating-requests */
function isSigned(bytes: Buffer, signature: unknown, secret: string): boolean {
  if (typeof signature !== 'string' || !/^[0-9a-f]{40}$/iu.test(signature)) return false;
  return timingSafeEqual(createHmac('sha1', secret).update(bytes).digest(), Buffer.from(signature, 'hex'));
}
