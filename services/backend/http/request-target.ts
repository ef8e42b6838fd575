import type { FastifyInstance } from 'fastify';
import { Refusal } from '../base/refusal';

/**
 * A path and perhaps a query, in visible ASCII, without a fragment. Fastify would route `http://any.host/path` and
 * `/path#x` as if they were `/path`, while the URL of the signature is built from what came.
 */
const ORIGIN_FORM = /^\/(?!\/)[!"$-~]*$/;

/** Answers 400 to a request whose target is none of ours, before anything reads it. */
export function requireOriginForm(server: FastifyInstance): void {
  server.addHook('onRequest', ({ raw }, _reply, done) => {
    if (ORIGIN_FORM.test(raw.url ?? '')) done();
    else done(new Refusal('invalid', 'invalid_request', 'The request target must be a path of this server.'));
  });
}
